import assert from "node:assert/strict";
import type { Emulator, TaskView } from "../../emulator/index";
import type { LifeStep } from "./life";
import type { Ending, Stored, Harness } from "./harness";

/** One command that has ended. */
export interface Ended {
  readonly step: string;
  readonly run: LifeStep["run"];
  readonly args: Readonly<Record<string, unknown>>;
  readonly wasStored: Stored | undefined;
  readonly ending: Ending;
  /** Tasks that somebody else made. */
  readonly foreign: ReadonlySet<string>;
}

const UNCONFIRMED = /^warning: .* was deleted .*, but that could not be confirmed/;

/** Whether anything of a task is left: its file, or an instance that goes on without it. */
function isAlive({ deletedStatus, deployed, runState }: TaskView): boolean {
  return deletedStatus === "NORMAL" || deployed || runState !== "NORUN";
}

/** A generated content has to name the wished tables; one that was given has to be there as it is. */
function assertContent(wished: Ended["args"], { content }: TaskView): void {
  const { taskContent, generate } = wished;
  if (generate === undefined) {
    assert.deepEqual(JSON.parse(content), taskContent);
    return;
  }
  const tables = /"table":(\[.*?\])/.exec(JSON.stringify(generate))?.[1] ?? "";
  const written = [...content.matchAll(/"dstTable":"([^"]*)"/g)].map(([, name]) => name);
  assert.deepEqual(
    written,
    (JSON.parse(tables) as string[]).map((name) => `public.${name}`),
  );
}

function assertCarriedOut({ args }: Ended, stored: Stored | undefined, tasks: TaskView[]): void {
  const task = tasks.find(({ fileId }) => stored?.id === `10000:${fileId}`);
  assert.ok(task, "up succeeded, and no task of the state is there");
  assert.equal(task.deletedStatus, "NORMAL");
  assertContent(args, task);
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
    const isConfirmed = !newDataStudio && !ending.warnings.some((line) => UNCONFIRMED.test(line));
    // An instance that was never seen alive is not looked at again after an undeploy.
    clock.advance(terminateDelayMs + (isConfirmed ? 0 : deleteDelayMs));
  }
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
  } catch (cause) {
    const { isFailed, error, warnings } = ended.ending;
    const how = [isFailed ? `failed: ${error}` : "succeeded", ...warnings].join("\n");
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new Error(`"${ended.step}" does not tell the truth: ${why}\nIt ${how}`, { cause });
  }
}
