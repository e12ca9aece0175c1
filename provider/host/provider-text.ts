/**
 * The code that Pulumi stores with every task and runs in its dynamic host: it only loads this package, so the state
 * stays small, and destroy uses the installed version of the package with its fixes.
 *
 * It is part of the state format for ever. The fallback, resolving from the SDK's location, finds a package that is only a transitive
 * dependency under pnpm; it is used only where this very subpath is missing.
 */
export const PROVIDER_TEXT =
  'exports.handler=()=>{const n="pulumi-dataworks/provider",t=r=>{try{return r(n)}catch(e){if(e.code!="MODULE_NOT_FOUND"||!e.message.includes(`\'${n}\'`))throw e}},m=t(require)||t(i=>require.main.require(i));if(m)return m.provider;throw Error(`No ${n} here: run npm ci`)}';
