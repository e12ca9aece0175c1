import type { JsonObject } from "../json/exact-json";
import type { Call } from "../protocol/operation";
import { Refusal } from "../protocol/refusal";
import { onceForToken } from "./client-token";

/** Starts the asynchronous process of a Generate call, whose content is generated immediately and returned later. */
export function startGeneration(call: Call, action: string, makeContent: () => string): JsonObject {
  const { parameters, workspace } = call;
  const type = parameters.requiredText("TaskType");
  if (type === "DI_SOLUTION") {
    throw new Refusal("TaskType:[DI_SOLUTION] is invalid."); // the emulator has no solutions
  }
  return onceForToken(call, action, ["TaskType", "TaskId", "TaskParam"], () => {
    const ProcessId = workspace.generations.start(makeContent(), workspace.moment());
    return { Status: workspace.quirks.generateStatus, ProcessId };
  });
}
