/**
 * The text that Pulumi stores with every task and runs in its dynamic host: it holds nothing but the way to this package, so
 * state stays small, and an update or a fix of the package is what destroy uses.
 *
 * It is part of the state format for ever. The second way, from the SDK's own place, finds a package that is only a dependency of a
 * dependency under pnpm; it answers only the absence of this very subpath.
 */
export const PROVIDER_TEXT =
  'exports.handler=()=>{const n="pulumi-dataworks/provider",t=r=>{try{return r(n)}catch(e){if(e.code!="MODULE_NOT_FOUND"||!e.message.includes(`\'${n}\'`))throw e}},m=t(require)||t(i=>require.main.require(i));if(m)return m.provider;throw Error(`No ${n} here: run npm ci`)}';
