import type { DISyncTaskInputs } from "../model/inputs";

/** How every message names a task. */
export function describeTask(inputs: DISyncTaskInputs, fileId: string | undefined): string {
  const place = [
    `region ${inputs.region}`,
    `workspace ${inputs.projectId}`,
    ...(fileId === undefined ? [] : [`file ${fileId}`]),
  ].join(", ");
  return `task "${inputs.taskName}" (${place})`;
}
