/** What the subpath `pulumi-dataworks/provider` leads to: the states of every version name it, so it stays under this name. */
export { createProvider, provider, type Properties } from "./host/dynamic-provider";
