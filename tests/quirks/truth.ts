import assert from "node:assert/strict";
import { holdsFragment } from "../harness/fragments";
import { isDeepStrictEqual } from "node:util";
import { canonicalFolderPath } from "../../emulator/workspace/folder-path";
import type { Emulator, LogEntry, TaskView } from "../../emulator/index";
import type { Call, Command, Entry } from "../model/driver";
import type { Snapshot } from "../model/judged";
import { createLedger, type Ledger } from "../model/ledger";
import { judge } from "../model/oracle";
import { toldBy } from "../model/told";
import type { Wish } from "../model/wish";
import { unmetWishes } from "../model/wish-met";
import type { LifeStep } from "./life";
import type { Ending, Stored, Harness } from "./harness";

/** The only resource of a life. */
export const NAME = "orders";

export const COMMANDS: Readonly<Record<Exclude<LifeStep["run"], "lookUp">, Command>> = {
  up: "up",
  upRefresh: "up --refresh",
  destroy: "destroy",
  destroyRefresh: "destroy --refresh",
};

/** One command that has ended. */
export interface Ended {
  readonly step: string;
  readonly run: LifeStep["run"];
  readonly args: Readonly<Record<string, unknown>>;
  readonly wasStored: Stored | undefined;
  readonly before: Snapshot;
  readonly ending: Ending;
  readonly calls: readonly LogEntry[];
  readonly ledger: Ledger;
  /** Tasks that somebody else made. */
  readonly foreign: ReadonlySet<string>;
}

/** The warning of a deletion that nobody has seen. */
export const UNCONFIRMED = "warning: … was deleted …, but that could not be confirmed";

/** Whether anything of a task is left: its file, or an instance that goes on without it. */
function isAlive({ deletedStatus, deployed, runState }: TaskView): boolean {
  return deletedStatus === "NORMAL" || deployed || runState !== "NORUN";
}

/** What the program says, for the judge: a generated content has to name its tables, one that was given has to be there as it is. */
function wishOf(args: Ended["args"]): Wish {
  const { taskName, fileFolderPath, taskContent, generate } = args;
  const [, tables = "[]"] = /"table":(\[.*?\])/.exec(JSON.stringify(generate ?? "")) ?? [];
  const names = (JSON.parse(tables) as string[]).map((name) => `public.${name}`);
  const written = (content: string) =>
    [...content.matchAll(/"dstTable":"([^"]*)"/g)].map(([, name]) => name);
  return {
    ...args,
    taskName: String(taskName),
    folder: canonicalFolderPath(String(fileFolderPath)),
    isGenerated: generate !== undefined,
    hasContent: (content) =>
      generate === undefined
        ? isDeepStrictEqual(JSON.parse(content), taskContent)
        : isDeepStrictEqual(written(content), names),
  };
}

function assertCarriedOut({ args }: Ended, stored: Stored | undefined, tasks: TaskView[]): void {
  const task = tasks.find(({ fileId }) => stored?.id === `10000:${fileId}`);
  assert.ok(task, "up succeeded, and no task of the state is there");
  assert.equal(task.deletedStatus, "NORMAL");
  // Nothing excuses a difference: a life has no command that it is not told of.
  assert.deepEqual(unmetWishes([NAME, wishOf(args)], task, createLedger({}), false), []);
  if (args["desiredState"] === "running") {
    const { deployedVersion, runState } = task;
    assert.deepEqual(
      { deployedVersion, runState },
      { deployedVersion: task.currentVersion, runState: "RUN" },
    );
  }
}

const CHECKS: Readonly<
  Record<LifeStep["run"], (ended: Ended, stored: Stored | undefined, tasks: TaskView[]) => void>
> = {
  up: assertUp,
  upRefresh: assertUp,
  destroy: assertDestroy,
  destroyRefresh: assertDestroy,
  lookUp({ ending }, stored) {
    assert.deepEqual([ending.isFailed, stored], [true, undefined]);
  },
};

function assertUp(ended: Ended, stored: Stored | undefined, tasks: TaskView[]): void {
  if (!ended.ending.isFailed) {
    assertCarriedOut(ended, stored, tasks);
  } else if (ended.wasStored !== undefined) {
    assert.equal(stored?.id, ended.wasStored.id, "a failed up lost its task");
  }
}

function assertDestroy({ ending, wasStored }: Ended, stored: Stored | undefined): void {
  assert.equal(stored?.id, ending.isFailed ? wasStored?.id : undefined);
}

/** Lets happen what the service agreed to and no call can tell the end of; everything else has to be done already. */
function letAgreedHappen({ clock, quirks }: Emulator, { run, ending }: Ended): void {
  const { deployDelayMs, terminateDelayMs, deleteDelayMs, newDataStudio } = quirks;
  clock.advance(deployDelayMs);
  if (run.startsWith("destroy") && !ending.isFailed) {
    const isConfirmed =
      !newDataStudio && !ending.warnings.some((line) => holdsFragment(line, UNCONFIRMED));
    // An instance that was never seen alive is not looked at again after an undeploy.
    clock.advance(terminateDelayMs + (isConfirmed ? 0 : deleteDelayMs));
  }
}

function entriesOf(stored: Stored | undefined): readonly Entry[] {
  const entry = { name: NAME, isPendingReplacement: false, retainOnDelete: false };
  return stored === undefined
    ? []
    : [{ ...entry, ...stored, provider: "default", initErrorCount: 0 }];
}

/** Tasks and state of a life at one moment. */
export async function snapshotOf({ emulator, stored }: Harness): Promise<Snapshot> {
  const tasks = new Map(emulator.tasks().map((task) => [task.fileId, task]));
  return { tasks, entries: entriesOf(await stored()) };
}

/** What the model demands of every command. @throws Violation */
function judgeByModel({ run, args, before, ending, calls, ledger }: Ended, after: Snapshot): void {
  if (run === "lookUp") {
    return;
  }
  const told = calls.map(({ action, params, outcome }): Call => ({
    action,
    params,
    outcome,
    // A life's answers that are given in place of the service's are all stale.
    told: toldBy(outcome, action, true),
  }));
  const outcome = {
    result: ending.isFailed ? "failed" : "succeeded",
    text: [ending.error, ...ending.warnings].join("\n"),
    calls: told,
    deletes: [],
    hasChanges: false,
  } as const;
  judge(
    {
      command: COMMANDS[run],
      program: run.startsWith("up") ? { [NAME]: wishOf(args) } : {},
      outcome,
      before,
      after,
      pendingCreates: [],
      acceptedRename: undefined,
      target: undefined,
      changedMeanwhile: new Map(),
      createdMeanwhile: new Set(),
    },
    ledger,
    [],
  );
}

/** No lies: how a command ended, what the state holds and what is on the service agree. */
export async function assertTruth(harness: Harness, ended: Ended): Promise<void> {
  letAgreedHappen(harness.emulator, ended);
  const stored = await harness.stored();
  const tasks = harness.emulator.tasks();
  try {
    for (const task of tasks.filter(isAlive)) {
      const isForeign = ended.foreign.has(task.fileId);
      const isStored = stored?.id === `10000:${task.fileId}`;
      assert.ok(
        isForeign !== isStored,
        `task ${task.fileId} is on the service, and not in the state`,
      );
    }
    assert.ok(!ended.ending.isFailed || ended.ending.error !== "", "it failed without a message");
    CHECKS[ended.run](ended, stored, tasks);
    judgeByModel(ended, await snapshotOf(harness));
  } catch (cause) {
    const { isFailed, error, warnings } = ended.ending;
    const how = [isFailed ? `failed: ${error}` : "succeeded", ...warnings].join("\n");
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new Error(`"${ended.step}" does not tell the truth: ${why}\nIt ${how}`, { cause });
  }
}
