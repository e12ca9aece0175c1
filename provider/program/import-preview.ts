import * as pulumi from "@pulumi/pulumi";
import { describeImport } from "../lifecycle/preview-import";
import { messageOf } from "../lifecycle/report/errors";
import { Provider } from "./explicit-provider";
import { programContext } from "./program-context";

/**
 * Logs in a preview what taking over a task would change: the engine shows only that a resource is created. A program cannot know
 * whether the task is already in the state, so the line appears in later previews too.
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
      const { context, getConfig } = programContext(known);
      const line = await describeImport(context, getConfig, given as Record<string, unknown>, id);
      await pulumi.log.info(line, resource);
    } catch (error) {
      // Not a warning: where the task is in the state already, the import is over, and its id may be gone.
      await pulumi.log.info(`import: ${messageOf(error)}`, resource);
    }
  });
}
