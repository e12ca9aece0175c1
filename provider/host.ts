/** The entry point of `pulumi-dataworks/provider`: states of every version refer to that subpath, so it keeps its name. */
export { createProvider, provider, type Properties } from "./host/dynamic-provider";
