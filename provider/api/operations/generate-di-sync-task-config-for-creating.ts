import { idText } from "../answer-fields";
import { generationParameters, type GenerateRequest } from "../generation";
import type { Operation } from "../operation";
import { needsId } from "../whole-answer";

export const generateDISyncTaskConfigForCreating: Operation<
  GenerateRequest,
  { readonly processId: string }
> = {
  action: "GenerateDISyncTaskConfigForCreating",
  repeat: "onlyIfNotExecuted",
  status: "outcomeOrTrue",
  needs: needsId("ProcessId"),
  parameters: generationParameters,
  result: ({ ProcessId }) => ({ processId: idText(ProcessId) }),
};
