import * as pulumi from "@pulumi/pulumi";
import { previewImport } from "./lifecycle/adopt";
import { checkInputs } from "./lifecycle/check";
import { endpointOf, READ_TIMEOUT_MS } from "./lifecycle/context";
import { messageOf } from "./lifecycle/errors";
import type { DISyncTaskInputs } from "./lifecycle/inputs";
import { classOf, readLiveTask } from "./lifecycle/live-state";
import { parseTaskId } from "./lifecycle/state";
import { stepsFor, wishOf } from "./lifecycle/steps";
import { programContext } from "./program-context";
import { Provider } from "./provider";

/** What an `up` with this import would change, in one line. */
async function describeImport(
  given: Record<string, unknown>,
  id: string,
  settings: Readonly<Record<string, string>> | undefined,
): Promise<string> {
  const { context, getConfig } = programContext(settings);
  const { inputs, problems } = checkInputs({}, { ...given, import: id }, getConfig);
  if (problems.length > 0) {
    // The check of the resource itself reports them.
    return "import: cannot be compared before the inputs are right";
  }
  const wanted = inputs as unknown as DISyncTaskInputs;
  const deadlineMs = context.clock.nowMs() + READ_TIMEOUT_MS;
  const api = context.connect(endpointOf(context, wanted.region), deadlineMs);
  const imported = await previewImport(api, wanted, id);
  if (imported === undefined) {
    return "import: the task of that id was deleted; up would create a new one, if the resource is not in the state already";
  }
  const { change, paths } = imported;
  const { state } = await readLiveTask(api, parseTaskId(id));
  const steps = stepsFor({
    wish: wishOf(wanted),
    live: classOf(state, false),
    change,
  });
  if (steps.length === 0) {
    return "import: nothing to change";
  }
  const where = paths.map((path) => `taskContent.${path}`).join(", ");
  return `import: up would take the steps ${steps.join(", ")}${where === "" ? "" : `; changed: ${where}`}`;
}

/**
 * Says in a preview what taking over a task would change: the engine shows only that a resource is created. It cannot know whether
 * the task is in the state already, so it also says so later.
 */
export function logImportPreview(
  resource: pulumi.Resource,
  args: object,
  importId: pulumi.Input<string>,
  provider: pulumi.ProviderResource | undefined,
): void {
  const settings = provider instanceof Provider ? provider.settings : undefined;
  pulumi.all([pulumi.output(args), importId, settings]).apply(async ([given, id, known]) => {
    try {
      const line = await describeImport(given as Record<string, unknown>, id, known);
      await pulumi.log.info(line, resource);
    } catch (error) {
      // Not a warning: where the task is in the state already, the import is over, and its id may be gone.
      await pulumi.log.info(`import: ${messageOf(error)}`, resource);
    }
  });
}
