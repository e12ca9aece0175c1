import type { Call } from "../protocol/operation";
import { MissingTask } from "../protocol/refusal";
import { FILE_TYPE, hasInstance, type WorkspaceFile } from "../workspace/workspace-file";

/** The file type that a TaskType stands for. A DI_SOLUTION is not a file, so nothing is found for that type. */
const FILE_TYPE_OF: Readonly<Record<string, number>> = {
  DI_REALTIME: FILE_TYPE.realtime,
  DI_OFFLINE: FILE_TYPE.batch,
};

function findFile({ parameters, workspace }: Call): WorkspaceFile | undefined {
  const file = workspace.file(parameters.requiredLong("FileId"));
  return file?.fileType === FILE_TYPE_OF[parameters.requiredText("TaskType")] ? file : undefined;
}

/** The task's file, unless it is deleted. */
export function requireTaskFile(call: Call): WorkspaceFile {
  const file = findFile(call);
  if (file?.deletedStatus !== "NORMAL") {
    throw new MissingTask(call.parameters.requiredLong("FileId"));
  }
  return file;
}

/** The task's instance, which may exist in production without its file. */
export function requireTaskInstance(call: Call): WorkspaceFile {
  const file = findFile(call);
  if (file === undefined || !hasInstance(file)) {
    throw new MissingTask(call.parameters.requiredLong("FileId"));
  }
  return file;
}
