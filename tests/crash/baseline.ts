import assert from "node:assert/strict";
import { startEmulator, type LogEntry } from "../../emulator/index";
import { signedCall } from "../emulator/signed-call";
import { createStage, environmentFor, stageOn, UP, type Stage } from "../engine/stage";
import type { Operation } from "./operations";
import { pictureOf, type Picture } from "./picture";

/** Where an operation starts: a stack and a service, which are copied for every run. */
export interface Baseline {
  readonly stage: Stage;
  readonly operation: Operation;
  /** The calls that brought the service there. */
  readonly calls: readonly LogEntry[];
  readonly picture: Picture;
}

/** Parameters that belong to one sending of a call. */
const OF_ONE_SENDING: ReadonlySet<string> = new Set([
  "Version",
  "Format",
  "Timestamp",
  "SignatureMethod",
  "SignatureVersion",
]);

function parametersOf({ params }: LogEntry): Record<string, string> {
  return Object.fromEntries(Object.entries(params).filter(([name]) => !OF_ONE_SENDING.has(name)));
}

export async function prepareBaseline(operation: Operation): Promise<Baseline> {
  const stage = await createStage(operation.before?.() ?? "");
  if (operation.before !== undefined) {
    await stage.succeed(UP);
  }
  const calls = [...stage.emulator.requests];
  const picture = await pictureOf(stage);
  await stage.workbench.write("index.js", operation.program());
  return { stage, operation, calls, picture };
}

/** A copy of the baseline on an emulator of its own; the same calls bring it there. */
export async function openRun(baseline: Baseline): Promise<Stage> {
  const emulator = await startEmulator({ port: 0, quirks: { startDelayMs: 0 } });
  for (const call of baseline.calls) {
    await signedCall(emulator.url, Date.now(), call.action, parametersOf(call));
  }
  emulator.setQuirks({ startDelayMs: baseline.stage.emulator.quirks.startDelayMs });
  const workbench = await baseline.stage.workbench.copy({
    ...environmentFor(emulator),
    // The state that is copied was written through the other emulator.
    DATAWORKS_ACCEPT_ENDPOINT: baseline.stage.emulator.url,
  });
  const stage = stageOn(emulator, workbench);
  assert.deepEqual(await pictureOf(stage), baseline.picture);
  await stage.takeCalls();
  return stage;
}
