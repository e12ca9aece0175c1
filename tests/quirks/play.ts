import { QUIRKS, type Emulator, type LogEntry, type TaskView } from "../../emulator/index";
import type { LifeStep, Situation } from "./life";
import type { Ending, Harness } from "./harness";
import { holdsFragment } from "../harness/fragments";
import { createLedger, noteChange, type Ledger } from "../model/ledger";
import { assertTruth, snapshotOf } from "./truth";

/** What a step came to, with what differs from run to run masked. */
export interface Outcome {
  readonly step: string;
  /** `succeeds`, or the whole error; then any warnings. */
  readonly says: string;
  /** What state and service hold afterwards. */
  readonly after: object;
}

/** A life that was played. */
export interface Life {
  readonly outcomes: readonly Outcome[];
  readonly calls: readonly LogEntry[];
}

export const SUCCEEDS = "succeeds";

const DEFAULTS = Object.fromEntries(
  Object.entries(QUIRKS).map(([name, row]) => [name, row.default]),
);

function masked(text: string): string {
  return text
    .replace(/RequestId [0-9A-Za-z-]+/g, "RequestId …")
    .replace(/has made \d+ calls?/g, "has made … calls")
    .replace(/\b\d+ (?:min|s)(?: \d+ s)?\b/g, "… s");
}

/** Actions that change something. */
const WRITES = /^(Create|Update|Deploy|Start|Stop|Terminate|Delete)/;

function writesOf(calls: readonly LogEntry[]): string {
  const writes = calls.map(({ action }) => action).filter((action) => WRITES.test(action));
  return writes.length === 0 ? "" : `writes: ${writes.join(", ")}`;
}

function saying(
  { isFailed, error, warnings }: Ending,
  { isQuiet }: LifeStep,
  calls: readonly LogEntry[],
): string {
  const lines = [isFailed ? error : SUCCEEDS, ...warnings, isQuiet ? writesOf(calls) : ""];
  return masked(lines.filter((line) => line !== "").join("\n"));
}

/** What is said of something left that only a person can judge: a task that a create may have made, an instance that stands still without its file. */
export const MAYBE_LEFT: readonly string[] = [
  "a deployed instance may remain; look in Operation Center",
  "has the same name: the first create",
  "made one too cannot be read",
  "received no response… and its repetition was refused",
  "received no response… twice",
  "received no response, and file … of that name now exists",
];

/** Adds the tasks that were told to a person: from then on they are nobody's of the stack. */
async function addTold(foreign: Set<string>, ending: Ending, harness: Harness): Promise<void> {
  const text = [ending.error, ...ending.warnings].join("\n");
  if (!MAYBE_LEFT.some((fragment) => holdsFragment(text, fragment))) {
    return;
  }
  const stored = await harness.stored();
  for (const { fileId } of harness.emulator.tasks()) {
    if (stored?.id !== `10000:${fileId}`) {
      foreign.add(fileId);
    }
  }
}

/** The tasks that are not deleted, as far as a life decides about them. */
function liveTasks(tasks: readonly TaskView[]): readonly object[] {
  return tasks
    .filter(({ deletedStatus }) => deletedStatus === "NORMAL")
    .map(({ fileId, content, deployed, runState }) => ({
      fileId,
      content: JSON.parse(content) as unknown,
      deployed,
      runState,
    }));
}

async function after({ emulator, stored }: Harness): Promise<object> {
  const entry = await stored();
  const { desiredState, deployed, applied } = entry?.outputs ?? {};
  return {
    id: entry?.id,
    desiredState,
    deployed,
    isFinished: applied !== undefined,
    tasks: liveTasks(emulator.tasks()),
  };
}

/** The tasks that a step's preparation made: somebody else's. */
function prepare({ before }: LifeStep, emulator: Emulator, ledger: Ledger): readonly string[] {
  const known = new Map(emulator.tasks().map((task) => [task.fileId, task]));
  before?.(emulator);
  for (const task of emulator.tasks()) {
    noteChange(ledger, known.get(task.fileId), task);
  }
  return emulator
    .tasks()
    .map(({ fileId }) => fileId)
    .filter((fileId) => !known.has(fileId));
}

/** Longer than any delay that a life tries: what was on its way then ends as well. */
const SETTLED_MS = 120_000;

/** With every quirk at its default again, a destroy ends what is left: nothing was lost on the way. */
async function assertEnds(
  harness: Harness,
  args: Situation["args"],
  foreign: Set<string>,
  ledger: Ledger,
) {
  const wasStored = await harness.stored();
  if (wasStored === undefined) {
    return;
  }
  harness.emulator.setQuirks(DEFAULTS);
  harness.emulator.clock.advance(SETTLED_MS);
  const step = "destroy without quirks";
  const run = "destroyRefresh";
  const before = await snapshotOf(harness);
  const first = harness.emulator.requests.length;
  const ending = await harness.run(run, args);
  await addTold(foreign, ending, harness);
  const calls = harness.emulator.requests.slice(first);
  await assertTruth(harness, {
    step,
    run,
    args,
    wasStored,
    before,
    ending,
    calls,
    ledger,
    foreign,
  });
  if (ending.isFailed) {
    throw new Error(`"${step}" failed: ${ending.error}`);
  }
}

/** Plays every step of a life, and after each compares what was said with what is there. */
export async function play(harness: Harness, situation: Situation): Promise<Life> {
  const { emulator } = harness;
  const outcomes: Outcome[] = [];
  const foreign = new Set<string>();
  const { clientToken, duplicateName } = emulator.quirks;
  const ledger = {
    ...createLedger(emulator.quirks),
    isCalm: false,
    allowsTwins: clientToken === "ignored" && duplicateName === "allow",
  };
  let { args } = situation;
  for (const step of situation.steps) {
    for (const fileId of prepare(step, emulator, ledger)) {
      foreign.add(fileId);
    }
    const { name, run } = step;
    args = { ...args, ...step.args };
    const wasStored = await harness.stored();
    const before = await snapshotOf(harness);
    const first = emulator.requests.length;
    const ending = await harness.run(run, args);
    emulator.clearFaults();
    await addTold(foreign, ending, harness);
    const calls = emulator.requests.slice(first);
    await assertTruth(harness, {
      step: name,
      run,
      args,
      wasStored,
      before,
      ending,
      calls,
      ledger,
      foreign,
    });
    outcomes.push({
      step: name,
      says: saying(ending, step, calls),
      after: await after(harness),
    });
    if (run.startsWith("destroy") && !ending.isFailed) {
      break; // a life ends with its first destroy that succeeds
    }
  }
  await assertEnds(harness, args, foreign, ledger);
  return { outcomes, calls: [...emulator.requests] };
}
