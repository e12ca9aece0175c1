import { idString } from "../answer-fields";
import { generationParameters, type GenerateRequest } from "../generation";
import type { Operation } from "../operation";
import { requiresId } from "../whole-answer";

export const generateDISyncTaskConfigForCreating: Operation<
  GenerateRequest,
  { readonly processId: string }
> = {
  action: "GenerateDISyncTaskConfigForCreating",
  repeat: "onlyIfNotExecuted",
  status: "outcomeOrTrue",
  needs: requiresId("ProcessId"),
  parameters: generationParameters,
  result: ({ ProcessId }) => ({ processId: idString(ProcessId) }),
};
