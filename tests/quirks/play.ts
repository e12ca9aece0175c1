import assert from "node:assert/strict";
import { isDeepStrictEqual } from "node:util";
import { QUIRKS, type Emulator, type LogEntry, type TaskView } from "../../emulator/index";
import { canonicalFolderPath } from "../../emulator/workspace/folder-path";
import { holdsFragment } from "../harness/fragments";
import { isWrite } from "../model/driver";
import type { Judged, Snapshot } from "../model/judged";
import { createLedger, noteChange, type Ledger } from "../model/ledger";
import { EXACT, judge } from "../model/oracle";
import { reportedBy } from "../model/reported";
import type { Wish } from "../model/wish";
import type { Ending, Harness } from "./harness";
import { NAME, type Args, type LifeCommand, type LifeStep, type Situation } from "./life";

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

function writesOf(calls: readonly LogEntry[]): string {
  const writes = calls.filter(isWrite).map(({ action }) => action);
  return writes.length === 0 ? "" : `writes: ${writes.join(", ")}`;
}

function saying(
  { isFailed, error, warnings }: Ending,
  isQuiet: true | undefined,
  calls: readonly LogEntry[],
): string {
  const lines = [isFailed ? error : SUCCEEDS, ...warnings, isQuiet ? writesOf(calls) : ""];
  return masked(lines.filter((line) => line !== "").join("\n"));
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

function pictureOf({ entries: [entry], tasks }: Snapshot): object {
  const { desiredState, deployed, applied } = entry?.outputs ?? {};
  return {
    id: entry?.id,
    desiredState,
    deployed,
    isFinished: applied !== undefined,
    tasks: liveTasks([...tasks.values()]),
  };
}

/** A generated content has to name the wished tables; one that was given has to be there as it is. */
function hasContentOf({ taskContent, generate }: Args, content: string): boolean {
  if (generate === undefined) {
    return isDeepStrictEqual(JSON.parse(content), taskContent);
  }
  const tables = /"table":(\[.*?\])/.exec(JSON.stringify(generate))?.[1] ?? "[]";
  const written = [...content.matchAll(/"dstTable":"([^"]*)"/g)].map(([, name]) => name);
  const wished = (JSON.parse(tables) as string[]).map((name) => `public.${name}`);
  return isDeepStrictEqual(written, wished);
}

function wishOf(args: Args): Wish {
  const { taskName, fileFolderPath, generate } = args;
  return {
    ...args,
    taskName: String(taskName),
    folder: canonicalFolderPath(String(fileFolderPath)),
    isGenerated: generate !== undefined,
    hasContent: (content) => hasContentOf(args, content),
  };
}

/** The warning of a deletion that nobody has seen. */
export const UNCONFIRMED = "warning: … was deleted …, but that could not be confirmed";

/** Lets happen what the service agreed to and no call can tell the end of; everything else has to be done already. */
function letAgreedHappen(
  { clock, quirks }: Emulator,
  command: LifeCommand,
  { isFailed, warnings }: Ending,
): void {
  const { deployDelayMs, terminateDelayMs, deleteDelayMs, newDataStudio } = quirks;
  clock.advance(deployDelayMs);
  if (command.startsWith("destroy") && !isFailed) {
    const isConfirmed =
      !newDataStudio && !warnings.some((line) => holdsFragment(line, UNCONFIRMED));
    // An instance that was never seen alive is not looked at again after an undeploy.
    clock.advance(terminateDelayMs + (isConfirmed ? 0 : deleteDelayMs));
  }
}

/** A life under way. */
interface Current {
  readonly harness: Harness;
  readonly ledger: Ledger;
  readonly history: (() => string)[];
}

async function snapshot({ emulator, entries }: Harness): Promise<Snapshot> {
  const tasks = new Map(emulator.tasks().map((task) => [task.fileId, task]));
  return { tasks, entries: await entries() };
}

/** What a step's preparation changes is not seen before the next refresh. */
async function prepare({ harness, ledger }: Current, { before }: LifeStep): Promise<void> {
  const { tasks } = await snapshot(harness);
  before?.(harness.emulator);
  for (const task of harness.emulator.tasks()) {
    noteChange(ledger, tasks.get(task.fileId), task);
  }
}

/** Runs one command and judges it. */
async function runStep(
  { harness, ledger, history }: Current,
  { name, run, isQuiet }: LifeStep,
  args: Args,
): Promise<Outcome & { readonly ending: Ending }> {
  const { emulator } = harness;
  const before = await snapshot(harness);
  const first = emulator.requests.length;
  const ending = await harness.run(run, args);
  const calls = emulator.requests.slice(first);
  emulator.clearFaults();
  letAgreedHappen(emulator, run, ending);
  const after = await snapshot(harness);
  const { isFailed, error, warnings } = ending;
  history.push(
    () => `"${name}" ${[isFailed ? `failed: ${error}` : "succeeded", ...warnings].join("\n")}`,
  );
  assert.ok(!isFailed || error !== "", `"${name}" failed without a message`);
  if (run === "look-up") {
    assert.deepEqual([isFailed, after.entries], [true, []]);
  }
  const judged: Judged = {
    // Nothing may be written by a look-up either.
    command: run === "look-up" ? "refresh" : run,
    program: { [NAME]: wishOf(args) },
    outcome: {
      result: isFailed ? "failed" : "succeeded",
      text: [error, ...warnings].join("\n"),
      // Whatever a fault answers in a life, it is not so.
      calls: calls.map((call) => ({
        ...call,
        reported: reportedBy(call.outcome, call.action, true),
      })),
      deletes: [],
      hasChanges: false,
    },
    before,
    after,
    pendingCreates: [],
    acceptedRename: undefined,
    target: undefined,
    changedMeanwhile: new Map(),
    createdMeanwhile: new Set(),
  };
  judge(judged, ledger, history, EXACT);
  return { step: name, says: saying(ending, isQuiet, calls), after: pictureOf(after), ending };
}

/** Longer than any delay that a life tries: what was on its way then ends as well. */
const SETTLED_MS = 120_000;

/** With every quirk at its default again, a destroy ends what is left: nothing was lost on the way. */
async function assertEnds(current: Current, args: Args): Promise<void> {
  const { emulator, entries } = current.harness;
  if ((await entries()).length === 0) {
    return;
  }
  emulator.setQuirks(DEFAULTS);
  emulator.clock.advance(SETTLED_MS);
  const step: LifeStep = { name: "destroy without quirks", run: "destroy --refresh" };
  const { ending } = await runStep(current, step, args);
  if (ending.isFailed) {
    throw new Error(`"${step.name}" failed: ${ending.error}`);
  }
}

/** Plays every step of a life, and after each compares what was said with what is there. */
export async function play(harness: Harness, situation: Situation): Promise<Life> {
  const { emulator } = harness;
  const { clientToken, duplicateName } = emulator.quirks;
  const ledger = {
    ...createLedger(emulator.quirks),
    isCalm: false, // a quirk may refuse anything
    allowsTwins: clientToken === "ignored" && duplicateName === "allow",
  };
  const current: Current = { harness, ledger, history: [] };
  const outcomes: Outcome[] = [];
  let { args } = situation;
  for (const step of situation.steps) {
    await prepare(current, step);
    args = { ...args, ...step.args };
    const { ending, ...outcome } = await runStep(current, step, args);
    outcomes.push(outcome);
    if (step.run.startsWith("destroy") && !ending.isFailed) {
      break; // a life ends with its first destroy that succeeds
    }
  }
  await assertEnds(current, args);
  return { outcomes, calls: [...emulator.requests] };
}
