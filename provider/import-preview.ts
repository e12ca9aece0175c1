import * as pulumi from "@pulumi/pulumi";
import { findImported, importPaths } from "./lifecycle/adopt";
import { checkInputs } from "./lifecycle/check";
import { endpointOf, READ_TIMEOUT_MS } from "./lifecycle/context";
import { messageOf } from "./lifecycle/errors";
import type { DISyncTaskInputs } from "./lifecycle/inputs";
import { programContext } from "./program-context";

/** What an `up` with this import would change, in one line. */
async function describeImport(given: Record<string, unknown>, id: string): Promise<string> {
  const { context, getConfig } = programContext(undefined);
  const { inputs, problems } = checkInputs({}, { ...given, import: id }, getConfig);
  if (problems.length > 0) {
    // The check of the resource itself reports them.
    return "import: cannot be compared before the inputs are right";
  }
  const wanted = inputs as unknown as DISyncTaskInputs;
  const deadlineMs = context.clock.nowMs() + READ_TIMEOUT_MS;
  const api = context.connect(endpointOf(context, wanted.region), deadlineMs);
  await findImported(api, wanted, id);
  const paths = await importPaths(api, wanted, id);
  return paths.length === 0
    ? "import: nothing to change"
    : `import: up would change ${paths.map((path) => `taskContent.${path}`).join(", ")}`;
}

/**
 * Says in a preview what taking over a task would change: the engine shows only that a resource is created. It cannot know whether
 * the task is in the state already, so it also says so later.
 */
export function logImportPreview(
  resource: pulumi.Resource,
  args: object,
  importId: pulumi.Input<string>,
): void {
  pulumi.all([pulumi.output(args), importId]).apply(async ([given, id]) => {
    try {
      await pulumi.log.info(await describeImport(given as Record<string, unknown>, id), resource);
    } catch (error) {
      await pulumi.log.warn(messageOf(error), resource);
    }
  });
}
