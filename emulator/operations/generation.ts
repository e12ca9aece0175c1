import type { JsonObject } from "../exact-json";
import type { Call } from "./operation";

/** Starts the asynchronous process of both Generate calls. Assumed: a client token is not remembered, since a repeat does no harm. */
export function startGeneration({ store }: Call, content: string): JsonObject {
  const ProcessId = store.generations.start(content, store.moment());
  return { Status: store.quirks.generateStatus, ProcessId };
}
