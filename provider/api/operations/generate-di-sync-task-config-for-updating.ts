import { idString } from "../answer-fields";
import { generationParameters, type GenerateRequest } from "../generation";
import type { Operation } from "../operation";
import type { TaskRef } from "../task";
import { requiresId } from "../whole-answer";

export const generateDISyncTaskConfigForUpdating: Operation<
  GenerateRequest & TaskRef,
  { readonly processId: string }
> = {
  action: "GenerateDISyncTaskConfigForUpdating",
  repeat: "onlyIfNotExecuted",
  status: "outcomeOrTrue",
  needs: requiresId("ProcessId"),
  parameters: ({ fileId, ...request }) => ({ ...generationParameters(request), TaskId: fileId }),
  result: ({ ProcessId }) => ({ processId: idString(ProcessId) }),
};
