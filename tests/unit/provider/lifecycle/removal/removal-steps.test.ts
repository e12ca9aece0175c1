import assert from "node:assert/strict";
import { confirmDeletion } from "../../../../../provider/lifecycle/removal/confirm";
import { deleteFile } from "../../../../../provider/lifecycle/removal/delete-file";
import { outcomeOf } from "../../../../../provider/lifecycle/removal/explain";
import { requireTimeAndOwner } from "../../../../../provider/lifecycle/removal/removal";
import { restoreAdvice } from "../../../../../provider/lifecycle/removal/restore";
import {
  requireKnownState,
  requirePolicy,
  stop,
} from "../../../../../provider/lifecycle/removal/stop";
import { LifecycleError } from "../../../../../provider/lifecycle/report/errors";
import {
  forbidden,
  invalid,
  lost,
  STATE,
  stubRemoval,
  TASK,
  type StubApi,
} from "../../../../harness/stub-session";
import { inputs } from "../../../../harness/lifecycle";

const NAME = 'task "orders" (region cn-shanghai, workspace 10000, file 1000001)';
const ROW = { fileId: TASK.fileId, fileName: "orders", folderPath: inputs.fileFolderPath };
const OTHER = { ...ROW, fileId: "1000002" };

/** What ends the whole command, at whichever call. */
const end = new LifecycleError({ name: "engine-gone", attempted: "Stopped", cause: "no more" });
const isEnd = (error: unknown) => error === end;

function failing(error: Error) {
  return async () => {
    throw error;
  };
}

/** Calls that answer one after the other; the last answer stays. */
function inTurn<T>(...answers: readonly (() => Promise<T>)[]) {
  let calls = 0;
  const call = async (): Promise<T> => answers[Math.min(calls++, answers.length - 1)]!();
  return { call, calls: () => calls };
}

const saying = (status: string | undefined) => async () => (status === undefined ? {} : { status });
const listed = async () => ({ files: [ROW], totalCount: 1 });
const notListed = async () => ({ files: [], totalCount: 0 });

/** A service that has no such task. */
const GONE: StubApi = {
  getDISyncTask: failing(invalid),
  getDISyncInstanceInfo: failing(invalid),
  listFiles: async ({ fileIdIn }) => {
    const files = fileIdIn === undefined ? [OTHER] : [];
    return { files, totalCount: files.length };
  },
};

describe("the stop of a delete", () => {
  it("is refused by the policy while the task runs", () => {
    const state = { ...STATE, deletePolicy: "refuseIfRunning" as const };
    const runs = stubRemoval({}, { state, live: { state: "RUN" } });
    assert.throws(() => requirePolicy(runs), {
      failureName: "running",
      message: 'deletePolicy is "refuseIfRunning", and the live state is RUN',
      advice:
        'Stop the task in Operation Center, or set deletePolicy to "stopFirst" and run `pulumi up`; then run `pulumi destroy` again',
    });
    requirePolicy(stubRemoval({}, { state, live: { state: "PAUSE" } }));
    requirePolicy(stubRemoval({}, { live: { state: "RUN" } }));
  });

  it("waits for one that somebody else has asked for", async () => {
    const removal = stubRemoval(
      { getDISyncInstanceInfo: saying("PAUSE") },
      { live: { state: "KILLING" } },
    );
    await stop(removal);
    assert.deepEqual(removal.done, ["stopped (PAUSE)"]);
  });

  it("ends with the command, also where the state is hidden by then", async () => {
    const removal = stubRemoval(
      { stopDISyncInstance: failing(end), getDISyncInstanceInfo: saying(undefined) },
      { live: { state: "RUN" }, lastState: "RUN" },
    );
    await assert.rejects(stop(removal), isEnd);
  });

  it("says which state it knew last where there is none any more", () => {
    assert.throws(() => requireKnownState(stubRemoval({}, { lastState: "RUN" })), {
      name: "HiddenState",
      message:
        "GetDISyncInstanceInfo returns no run state, and the last known one is RUN: the task may still run, so nothing more was written",
    });
  });
});

describe("the turn of a step", () => {
  it("is over with the time for the delete, and says how to give it more", () => {
    assert.throws(() => requireTimeAndOwner(stubRemoval({}, {}, { budgetMs: 0 }), "undeploy"), {
      failureName: "timed-out",
      message: "step 3 of 5 (undeploy) was not started: the 0 s for one delete are used up",
      advice:
        "Give it more time: raise customTimeouts.delete and run `pulumi up`, or set DATAWORKS_DELETE_TIMEOUT (for example 60m); " +
        "then run `pulumi destroy` again, it resumes from here",
    });
  });
});

describe("the deletion of a file", () => {
  it("is done where its answer is lost and the task is gone", async () => {
    const removal = stubRemoval({ ...GONE, deleteDISyncTask: failing(lost) });
    await deleteFile(removal);
    assert.deepEqual(removal.done, ["deleted (the response was lost, but the task is gone)"]);
    assert.equal(removal.lostAnswer, true);
    assert.equal(removal.isFileDeleted, false);
  });

  it("keeps the cause where nobody can tell whether the task is there", async () => {
    const unreadable = stubRemoval({
      deleteDISyncTask: failing(lost),
      getDISyncTask: failing(forbidden),
    });
    await assert.rejects(deleteFile(unreadable), {
      message: `${lost.message}; whether the task is still there cannot be read: ${forbidden.message}`,
      cause: forbidden,
    });
    const unproven = stubRemoval({
      ...GONE,
      deleteDISyncTask: failing(lost),
      listFiles: listed,
      getFile: async () => ({ deletedStatus: "NORMAL" }) as never,
    });
    await assert.rejects(deleteFile(unproven), {
      message: `${lost.message}; ${invalid.message}, but ListFiles still shows its file`,
      cause: lost,
    });
  });

  const PAUSED: StubApi = { getDISyncInstanceInfo: saying("PAUSE") };
  const noWait: [string, Error, boolean][] = [
    ["the task was not undeployed", invalid, false],
    ["the service says something else", forbidden, true],
  ];
  for (const [what, error, isUndeployed] of noWait) {
    it(`is refused at once where ${what}`, async () => {
      const deletes = inTurn(failing(error));
      const removal = stubRemoval({ ...PAUSED, deleteDISyncTask: deletes.call }, { isUndeployed });
      await assert.rejects(deleteFile(removal), (thrown) => thrown === error);
      assert.deepEqual(removal.clock.sleptMs, []);
      assert.equal(deletes.calls(), 1);
    });
  }

  it("says what it waits for while the undeployment goes on", async () => {
    const removal = stubRemoval(
      {
        deleteDISyncTask: inTurn(failing(invalid), async () => undefined as never).call,
        getDISyncInstanceInfo: inTurn(saying("PAUSE"), saying("PAUSE"), saying("NORUN")).call,
      },
      { isUndeployed: true },
    );
    await deleteFile(removal);
    assert.deepEqual(removal.lines, [
      'step 4 of 5 (delete): waiting for task "orders" to be undeployed; now PAUSE, 1 min 59 s left',
    ]);
    assert.deepEqual(removal.clock.sleptMs, [1_000, 5_000]);
  });

  it("is not tried again where the undeployment does not end, or can no longer be read", async () => {
    for (const last of [saying("PAUSE"), failing(forbidden)]) {
      const deletes = inTurn(failing(invalid));
      const removal = stubRemoval(
        {
          deleteDISyncTask: deletes.call,
          getDISyncInstanceInfo: inTurn(saying("PAUSE"), last).call,
        },
        { isUndeployed: true },
      );
      await assert.rejects(deleteFile(removal), (error) => error === invalid);
      assert.equal(deletes.calls(), 1);
    }
  });

  it("ends with the command, also in the wait for the undeployment", async () => {
    const removal = stubRemoval(
      { deleteDISyncTask: failing(invalid), getDISyncInstanceInfo: failing(end) },
      { isUndeployed: true },
    );
    await assert.rejects(deleteFile(removal), isEnd);
  });
});

describe("the look after a deletion", () => {
  it("ends with the command, whichever call comes to know of it", async () => {
    const ends: StubApi[] = [
      { listFiles: failing(end) },
      { listFiles: listed, getFile: failing(end) },
      { listFiles: notListed, getDISyncInstanceInfo: failing(end) },
    ];
    for (const api of ends) {
      await assert.rejects(confirmDeletion(stubRemoval(api, { wasSeenAlive: true })), isEnd);
    }
  });

  const STILL_LISTED = {
    name: "WaitError",
    message:
      'step 5 of 5 (confirm): waited 1 min for the file of task "orders" to disappear; the file is still listed',
  };

  it("remembers a file that GetFile refused to show, also where later looks cannot be read", async () => {
    const removal = stubRemoval({
      listFiles: inTurn(listed, failing(forbidden)).call,
      getFile: failing(forbidden),
    });
    await assert.rejects(confirmDeletion(removal), STILL_LISTED);
  });

  it("says how it goes on", async () => {
    const removal = stubRemoval({ listFiles: listed, getFile: failing(forbidden) });
    await assert.rejects(confirmDeletion(removal), STILL_LISTED);
    assert.equal(
      removal.lines[0],
      'step 5 of 5 (confirm): waiting for the file of task "orders" to disappear; now listed, 59 s left',
    );
  });

  it("takes five seconds where the deletion used up the time", async () => {
    const removal = stubRemoval(
      { listFiles: inTurn(listed, notListed).call, getFile: failing(forbidden) },
      {},
      { budgetMs: 0 },
    );
    await confirmDeletion(removal);
    assert.deepEqual(removal.clock.sleptMs, [1_000]);
  });

  it("is an error where an instance still runs", async () => {
    const removal = stubRemoval(
      { listFiles: notListed, getDISyncInstanceInfo: saying("RUN") },
      { wasSeenAlive: true },
    );
    await assert.rejects(confirmDeletion(removal), {
      failureName: "instance-left",
      message: "its file was deleted, but its instance still runs: GetDISyncInstanceInfo says RUN",
      advice:
        "Run the command again: it stops and undeploys the instance. If that does not help, end the instance in Operation Center",
    });
  });

  const unreadable: [string, StubApi][] = [
    ["the instance", { listFiles: notListed, getDISyncInstanceInfo: failing(forbidden) }],
    ["the file", { listFiles: failing(forbidden), getDISyncInstanceInfo: saying("NORUN") }],
  ];
  for (const [what, api] of unreadable) {
    it(`is an error where ${what} has to be read and cannot be`, async () => {
      await assert.rejects(confirmDeletion(stubRemoval(api, { wasSeenAlive: true })), {
        failureName: "confirm-unreadable",
      });
    });
  }

  it("warns of nothing where all is well", async () => {
    const seenAlive = stubRemoval(
      { listFiles: notListed, getDISyncInstanceInfo: saying("PAUSE") },
      { wasSeenAlive: true },
    );
    await confirmDeletion(seenAlive);
    assert.deepEqual(seenAlive.lines, []);
    const atRest = stubRemoval({ listFiles: notListed });
    await confirmDeletion(atRest);
    assert.deepEqual(atRest.lines, []);
  });
});

describe("what a failed delete comes to", () => {
  it("is done where a lost deletion turns out to have worked, and says so", async () => {
    const removal = stubRemoval(GONE, { lostAnswer: true });
    assert.equal(await outcomeOf(removal, invalid), "done");
    assert.deepEqual(removal.lines, [`${NAME} is gone; nothing is left to delete`]);
  });

  for (const known of [{ wasSeenAlive: true, lastState: "PAUSE" }, { isUndeployed: true }]) {
    it(`is no proof that the task is gone where only ${Object.keys(known)[0]} is known`, async () => {
      const refusal = await outcomeOf(stubRemoval(GONE, known), invalid);
      assert.notEqual(refusal, "done");
    });
  }

  const MISSING_ADVICE =
    "If the task was already deleted, in the console or by a run that was killed, run the command again with `--refresh` (`pulumi destroy --refresh`, or " +
    "`pulumi up --refresh`), which proves that and removes it from the state (or set DATAWORKS_MISSING_ON_DELETE=succeed)";

  it("says what to do where the task is gone and nobody knows by whom", async () => {
    const removal = stubRemoval(GONE, { lastState: "RUN" });
    const error = await hiddenState(removal);
    assert.deepEqual(failureOf(await outcomeOf(removal, error)), {
      name: "already-gone",
      attempted: `Cannot delete ${NAME}`,
      cause: "it no longer exists in DataWorks",
      liveState: "unreadable, last seen as RUN",
      done: [],
      kept: "The task stays in the state",
      next: MISSING_ADVICE,
      restore: "",
    });
  });

  it("says that the state is hidden where the task is not provably gone", async () => {
    const removal = stubRemoval(
      { ...GONE, getDISyncTask: async () => ({ code: "{}", alarmList: [] }) },
      { lastState: "RUN" },
    );
    const { name, next } = failureOf(await outcomeOf(removal, await hiddenState(removal)));
    assert.deepEqual([name, next], ["state-hidden", "Run the command again with `--refresh`"]);
  });

  it("says that the task may be missing where the service calls it invalid and it has no state", async () => {
    const removal = stubRemoval({}, { isUnread: false });
    assert.deepEqual(failureOf(await outcomeOf(removal, invalid)), {
      name: "refused",
      attempted: `Cannot delete ${NAME}`,
      cause: invalid.message,
      liveState: "none",
      done: [],
      kept: "The task stays in the state",
      next: `Correct in DataWorks what the service's message names, then run the command again; it resumes from here. ${MISSING_ADVICE}.`,
      restore: "",
    });
  });

  async function hiddenState(removal: Parameters<typeof requireKnownState>[0]): Promise<unknown> {
    try {
      requireKnownState(removal);
    } catch (error) {
      return error;
    }
    throw new Error("the state is known");
  }

  function failureOf(result: "done" | LifecycleError): LifecycleError["failure"] {
    assert.notEqual(result, "done");
    return (result as LifecycleError).failure;
  }
});

describe("what puts a task back after a refused delete", () => {
  type Known = Parameters<typeof stubRemoval>[1];
  type Wish = Partial<Pick<typeof STATE, "desiredState" | "liveState">>;
  const advice = (wish: Wish, known: Known) =>
    restoreAdvice(
      stubRemoval(
        {},
        { state: { ...STATE, ...wish }, isUnread: false, isUndeployed: true, ...known },
      ),
    );
  const BY_REFRESH =
    "leave the resource in the program and run `pulumi up --refresh` (a plain `pulumi up` does not see the change)";
  const BY_HAND = "deploy it again in Operation Center";
  const UNDEPLOYED = "The task is undeployed now. To keep it after all, ";
  const UNDER_WAY =
    "The task is being undeployed. To keep it after all, wait until that is done, then ";
  const ranBefore = { desiredState: "stopped", liveState: "RUN" } as const;

  const rows: [string, Wish, Known, string][] = [
    ["which ran before", ranBefore, { live: { state: "PAUSE" } }, UNDER_WAY + BY_REFRESH],
    ["whose word nobody knows", ranBefore, { live: { state: "ODD" } }, UNDEPLOYED + BY_HAND],
    [
      "which cannot be read any more",
      ranBefore,
      { live: { state: "ODD" }, isUnread: true },
      UNDEPLOYED + BY_REFRESH,
    ],
    [
      "which has no state any more",
      { desiredState: "stopped", liveState: "NORUN" },
      { live: {} },
      UNDEPLOYED + BY_REFRESH,
    ],
    [
      "whose program says nothing of it",
      { liveState: "RUN" },
      { live: { state: "NORUN" } },
      UNDEPLOYED + BY_HAND,
    ],
    ["that is to be undeployed", { desiredState: "undeployed" }, { live: { state: "NORUN" } }, ""],
    [
      "that is to be stopped and was only asked to stop",
      ranBefore,
      { live: { state: "PAUSE" }, isUndeployed: false, isStopRequested: true },
      "",
    ],
  ];
  for (const [what, wish, known, text] of rows) {
    it(`is ${text === "" ? "nothing" : "said"} for a task ${what}`, () => {
      assert.equal(advice(wish, known), text);
    });
  }
});
