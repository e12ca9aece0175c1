import { createProvider } from "../../provider/host";
import { PROVIDER_TEXT } from "../../provider/host/provider-text";
import { messageOf } from "../../provider/lifecycle/report/errors";
import { anotherRun } from "../harness/context";
import { createWorld } from "../harness/lifecycle";
import { beginRun, createStack, type Provider } from "../model/engine-run";
import { entriesOf } from "../model/fast-driver";
import { carryOut } from "../model/small-engine";
import { ENVIRONMENT, type Harness } from "./harness";
import { IMPOSSIBLE_ID, NAME, type Args, type LifeCommand } from "./life";

const REGION = "cn-shanghai";

/** What the class registers. */
function registrationOf(args: Args) {
  return {
    name: NAME,
    inputs: { region: REGION, ...args, __provider: PROVIDER_TEXT },
    isProtected: false,
    isRetained: false,
    alias: undefined,
    provider: "default",
  };
}

/** The provider under the small engine, on a fake clock. */
export async function openLifecycleHarness(quirks: Record<string, unknown>): Promise<Harness> {
  const world = await createWorld(ENVIRONMENT, { quirks });
  const stack = createStack();

  async function errorOf(command: LifeCommand, provider: Provider, args: Args) {
    if (command === "look-up") {
      return provider.read(IMPOSSIBLE_ID, { region: REGION }).then(() => undefined, messageOf);
    }
    const run = beginRun(stack, { providerOf: () => provider });
    await carryOut(command, run, [registrationOf(args)]);
    return run.failures[0]?.message;
  }

  return {
    emulator: world.emulator,
    async run(command, args) {
      world.lines.length = 0;
      const context = anotherRun(world.context);
      const error = await errorOf(
        command,
        createProvider(() => context),
        args,
      );
      return {
        isFailed: error !== undefined,
        error: error ?? "",
        warnings: world.lines.filter((one) => one.startsWith("warning: ")),
      };
    },
    entries: async () => entriesOf(stack),
    close: () => world.stop(),
  };
}
