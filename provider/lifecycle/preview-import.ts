import { checkInputs } from "./check";
import { previewImport } from "./identity/adopt";
import { parseTaskId } from "./model/task-id";
import { classOf } from "./run-state/live-state";
import { readLiveTask } from "./run-state/read-live-task";
import { plan } from "./run-state/steps";
import type { LifecycleContext } from "./session/context";
import { openSession } from "./session/session";
import type { GetConfig } from "../settings";

/**
 * What an `up` with the option `import` would change, in one line. Nothing is written.
 *
 * @param given the program's inputs
 */
export async function describeImport(
  context: LifecycleContext,
  getConfig: GetConfig,
  given: Readonly<Record<string, unknown>>,
  id: string,
): Promise<string> {
  const checked = checkInputs({}, { ...given, import: id }, getConfig);
  if ("problems" in checked) {
    // The check of the resource itself reports them.
    return "import: cannot be compared until the inputs are valid";
  }
  const wanted = checked.inputs;
  const session = openSession(context, "read", wanted);
  const imported = await previewImport(session, id);
  if (imported === undefined) {
    return "import: the task of that id was deleted; up would create a new one, if the resource is not in the state already";
  }
  const { change, paths } = imported;
  const { state } = await readLiveTask(session.api, parseTaskId(id));
  const steps = plan(wanted, classOf(state, false), change);
  if (steps.length === 0) {
    return "import: nothing to change";
  }
  const where = paths.map((path) => `taskContent.${path}`).join(", ");
  return `import: up would take the steps ${steps.join(", ")}${where === "" ? "" : `; changed: ${where}`}`;
}
