import assert from "node:assert/strict";
import { startEmulator, type LogEntry } from "../../emulator/index";
import { createStack, environmentFor, replay, stackOn, UP, type Stack } from "../harness/stack";
import type { Operation } from "./operations.cases";
import { pictureOf, type Picture } from "./picture";

/** Where an operation starts: a stack and a service, which are copied for every run. */
export interface Baseline {
  readonly stack: Stack;
  readonly operation: Operation;
  /** The calls that brought the service there. */
  readonly calls: readonly LogEntry[];
  readonly picture: Picture;
}

export async function prepareBaseline(operation: Operation): Promise<Baseline> {
  const stack = await createStack(operation.before?.() ?? "");
  if (operation.before !== undefined) {
    await stack.succeed(UP);
  }
  const calls = [...stack.emulator.requests];
  const picture = await pictureOf(stack);
  await stack.project.write("index.js", operation.program());
  return { stack, operation, calls, picture };
}

/** A copy of the baseline on an emulator of its own; the same calls bring it there. */
export async function openRun(baseline: Baseline): Promise<Stack> {
  const emulator = await startEmulator({ port: 0 });
  await replay(emulator, baseline.calls);
  const project = await baseline.stack.project.copy({
    ...environmentFor(emulator),
    // The state that is copied was written through the other emulator.
    DATAWORKS_ACCEPT_ENDPOINT: baseline.stack.emulator.url,
  });
  const stack = stackOn(emulator, project);
  assert.deepEqual(await pictureOf(stack), baseline.picture);
  return stack;
}
