import * as pulumi from "@pulumi/pulumi";
import { EXPLICIT_KEY, regionOf, SETTINGS } from "../settings";
import { stackConfig } from "./program-context";

/** Arguments of a {@link Provider}. Names and addresses only: access keys are never inputs. */
export interface ProviderArgs {
  /** Region of the tasks that name none. @default the stack configuration `dataworks:region`, then `alicloud:region` */
  region?: pulumi.Input<string>;
  /** Base URL that replaces the region's own endpoint. */
  endpoint?: pulumi.Input<string>;
  /** Name of a credential profile, the only source of credentials for these tasks. */
  profile?: pulumi.Input<string>;
  /** How often one call is repeated, from 0. @default 5 */
  maxRetries?: pulumi.Input<number>;
  /** Upper limit of all calls together. @default adapts to throttling */
  maxCallsPerSecond?: pulumi.Input<number>;
  /** How a delete ends when its task is provably gone. @default "error" */
  missingOnDelete?: pulumi.Input<"error" | "succeed">;
}

function textOf(value: pulumi.Input<string | number>): pulumi.Output<string> {
  return pulumi.output(value).apply(String);
}

/**
 * An explicit provider, for several accounts, regions or endpoints in one program. Its settings take precedence over the environment.
 *
 * Given to a component through `providers`, it applies to every dynamic resource below. A plain `pulumi destroy` uses the settings that the last
 * `pulumi up` stored; `pulumi destroy --run-program` uses the program's.
 */
export class Provider extends pulumi.ProviderResource {
  /** The settings that look-ups with this provider use. */
  readonly settings: pulumi.Output<Readonly<Record<string, string>>>;

  constructor(name: string, args: ProviderArgs = {}, options?: pulumi.ResourceOptions) {
    const region = args.region ?? regionOf(stackConfig);
    const { endpoint, profile, maxRetries, maxCallsPerSecond, missingOnDelete } = args;
    const settings = {
      [EXPLICIT_KEY]: pulumi.output("true"),
      ...(region !== undefined && { "dataworks:region": textOf(region) }),
      ...(endpoint !== undefined && { [SETTINGS.endpoint.key]: textOf(endpoint) }),
      ...(profile !== undefined && { [SETTINGS.profile.key]: textOf(profile) }),
      ...(maxRetries !== undefined && { [SETTINGS.maxRetries.key]: textOf(maxRetries) }),
      ...(maxCallsPerSecond !== undefined && {
        [SETTINGS.maxCallsPerSecond.key]: textOf(maxCallsPerSecond),
      }),
      ...(missingOnDelete !== undefined && {
        [SETTINGS.missingOnDelete.key]: textOf(missingOnDelete),
      }),
    };
    super("pulumi-nodejs", name, settings, options);
    this.settings = pulumi
      .output(settings)
      .apply((known) => ({ ...known }) as Record<string, string>);
  }
}
