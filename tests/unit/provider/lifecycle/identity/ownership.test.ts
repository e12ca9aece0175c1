import assert from "node:assert/strict";
import type { LifecycleContext } from "../../../../../provider/lifecycle/session/context";
import { createTask } from "../../../../../provider/lifecycle/create";
import {
  beginRemoval,
  beginTakeOver,
  recordDeclared,
  recordStored,
} from "../../../../../provider/lifecycle/identity/ownership";
import { anotherProcess } from "../../../../harness/context";
import type { DISyncTaskState } from "../../../../../provider/lifecycle/model/state";
import { openSession } from "../../../../../provider/lifecycle/session/session";
import { removeTask } from "../../../../../provider/lifecycle/remove";
import {
  createRunRecord,
  RunRecordError,
  type RunRecord,
} from "../../../../../provider/lifecycle/session/run-record";
import { createTaskWorld, inputs, type CreatedWorld } from "../../../../harness/lifecycle";

const ID = "10000:1000001";
const TASK = 'task "orders" (region cn-shanghai, workspace 10000, file 1000001)';

describe("who owns a task in a run", () => {
  let world: CreatedWorld;
  let run: RunRecord;
  beforeEach(async () => {
    world = await createTaskWorld();
    run = createRunRecord();
  });
  afterEach(() => world.stop());

  /** One of several host processes of the run. */
  const host = (record = run): LifecycleContext => ({
    ...anotherProcess(world.context),
    run: record,
  });
  const creating = (record = run) => openSession(host(record), "create", inputs);
  const removing = (state: DISyncTaskState) =>
    openSession(host(), "delete", state, Number.POSITIVE_INFINITY);
  const keep = () => recordDeclared(host(), ID, world.created.state, inputs, false);
  const remove = () => removeTask(host(), ID, world.created.state);
  const importing = { ...inputs, import: ID };

  it("drops the old entry of a task that was taken over in another process, without a call", async () => {
    await createTask(host(), importing);
    world.takeActions();
    world.lines.length = 0;
    await remove();
    assert.deepEqual(world.takeActions(), []);
    assert.deepEqual(world.lines, [
      `${TASK} was taken over by another resource of this stack: this entry is removed from the state, and the task stays`,
    ]);
  });

  it("drops the old entry where the program keeps the task in another one", async () => {
    const { state } = await createTask(host(createRunRecord()), importing);
    await recordDeclared(host(), ID, state, inputs, false);
    world.takeActions();
    await remove();
    assert.deepEqual(world.takeActions(), []);
  });

  it("deletes the task of the entry that took it over", async () => {
    const { state } = await createTask(host(), importing);
    await remove();
    await removeTask(host(), ID, state);
    assert.equal(world.emulator.task("1000001")?.deletedStatus, "RECYCLE_BIN");
  });

  it("refuses to take over what the program keeps in another entry, and changes nothing", async () => {
    await keep();
    await assert.rejects(createTask(host(), { ...importing, desiredState: "running" }), {
      message: `Cannot take over ${TASK}: another resource of this program keeps it.\nNothing was changed.\nNext: Remove one of the two from the program; if the resource was only renamed, use the option aliases; if this very resource is to be replaced, run \`pulumi up --replace <URN>\`.`,
    });
    assert.deepEqual(
      world.takeActions().filter((action) => !/^(Get|List)/.test(action)),
      [],
    );
  });

  it("creates anew where the entry that keeps the task waits for its replacement, since the file is deleted", async () => {
    await removeTask(host(createRunRecord()), ID, world.created.state);
    await keep();
    assert.equal((await createTask(host(), importing)).id, "10000:1000002");
  });

  it("fails the diff of an entry whose task another one has taken over", async () => {
    await createTask(host(), importing);
    await assert.rejects(keep(), {
      message: `Cannot keep ${TASK}: it was taken over by another resource of this program (import or onExisting), and two resources cannot own one task.\nNext: Remove one of the two resources from the program.`,
    });
  });

  it("fails the diff of an entry whose task another one keeps, since one command took it over unseen", async () => {
    const { state } = await createTask(host(createRunRecord()), importing);
    await keep();
    await assert.rejects(recordDeclared(host(), ID, state, inputs, false), {
      message: `Cannot keep ${TASK}: it belongs to another resource of this program, and two resources cannot own one task.\nNext: Remove one of the two resources from the program.`,
    });
  });

  it("refuses to take over what this run has just created, at whichever provider", async () => {
    const news = { ...inputs, taskName: "payroll" };
    await createTask(host(), news);
    // Another name on record, so that only the task is the same.
    await world.changeTask({ name: "payroll_2" }, "1000002");
    const adopting = { ...news, taskName: "payroll_2", onExisting: "adopt" as const };
    await assert.rejects(createTask(host(), adopting), /another resource of this program keeps it/);
  });

  it("refuses a second create of one name, at whichever provider", async () => {
    world.emulator.setQuirks({ duplicateName: "allow" });
    const news = { ...inputs, taskName: "payroll" };
    await createTask(host(), news);
    await assert.rejects(createTask(host(), news), {
      message:
        'Cannot create task "payroll" (region cn-shanghai, workspace 10000): the program declares it in folder "Business Flow/quickstart/Data Integration" twice.\n' +
        "Nothing was called for this one.\nNext: Give one of the two another taskName or fileFolderPath.",
    });
  });

  it("gives a name back where a create fails, at whichever provider", async () => {
    const news = { ...inputs, taskName: "payroll" };
    world.fault({ action: "CreateDISyncTask", kind: "refuse", message: "no" });
    await assert.rejects(createTask(host(), news), /answered Data.Status "fail": no/);
    assert.equal((await createTask(host(), news)).id, "10000:1000002");
  });

  it("fails the diff of an entry whose task this run deletes for another one", async () => {
    const { state } = await createTask(host(createRunRecord()), importing);
    await removeTask(host(), ID, world.created.state);
    await assert.rejects(recordDeclared(host(), ID, state, inputs, false), {
      message: `Cannot keep ${TASK}: this command is deleting it for another resource, and two resources cannot own one task.\nNext: Remove this resource from the program.`,
    });
  });

  it("refuses to take over what is being deleted, from the first step of the delete on", async () => {
    await beginRemoval(removing(world.created.state), ID, world.created.state);
    for (const news of [importing, { ...inputs, onExisting: "adopt" as const }]) {
      await assert.rejects(createTask(host(), news), /: this command is deleting it/);
    }
    await assert.rejects(createTask(host(), inputs), {
      message:
        'Cannot create task "orders" (region cn-shanghai, workspace 10000): folder "Business Flow/quickstart/Data Integration" still contains a task of this name (file 1000001), ' +
        "which this command is deleting for another resource.\nNothing was created.\nNext: Run the command again when that task is gone.",
    });
  });

  it("lets a delete wait for a take-over that has begun, and drops the entry once it has ended well", async () => {
    const takeOver = beginTakeOver(creating(), ID);
    const removed = remove();
    takeOver.finish();
    recordStored(creating(), ID, takeOver.by);
    await removed;
    assert.deepEqual(world.takeActions(), []);
  });

  it("keeps the entry until the new one is in the state: the command may be killed before", async () => {
    beginTakeOver(creating(), ID).finish();
    await assert.rejects(remove(), /another resource of this program was meant to take it over/);
    assert.equal(
      world.clock.sleptMs.reduce((sum, ms) => sum + ms, 0),
      20 * 60_000,
    );
    assert.deepEqual(world.takeActions(), []);
  });

  it("keeps the entry where a take-over has begun and does not end", async () => {
    beginTakeOver(creating(), ID);
    await assert.rejects(remove(), {
      message: `Cannot delete ${TASK}: another resource of this program was meant to take it over (import or onExisting), but did not.\nNothing was changed. The task stays in the state.\nNext: Run the command again.`,
    });
    assert.deepEqual(world.takeActions(), []);
  });

  it("keeps the entry where a take-over failed, although the command goes on", async () => {
    await world.changeTask({ content: '{"type":"job","steps":[]}' });
    await assert.rejects(createTask(host(), { ...inputs, onExisting: "adopt" }), /Cannot adopt/);
    world.takeActions();
    await assert.rejects(remove(), /another resource of this program was meant to take it over/);
    assert.deepEqual(world.takeActions(), []);
  });

  it("keeps the entry where an import was refused at its first look, although the command goes on", async () => {
    await world.changeTask({ name: "renamed" });
    await assert.rejects(createTask(host(), importing), /Cannot import/);
    world.takeActions();
    await assert.rejects(remove(), /another resource of this program was meant to take it over/);
    assert.deepEqual(world.takeActions(), []);
  });

  it("asks again before every write of a delete", async () => {
    await world.changeTask({ deployed: true, runState: "RUN" });
    let looks = 0;
    const later: RunRecord = {
      ...run,
      // Somebody who did not see the removal takes the task over after the stop.
      of: (task) => [
        ...run.of(task),
        ...(++looks > 4
          ? [{ mark: { kind: "taken", by: "other" }, isDoubtful: false } as const]
          : []),
      ],
    };
    await assert.rejects(removeTask(host(later), ID, world.created.state), {
      message:
        `Cannot delete ${TASK}: another resource of this stack owns the task by now.\n` +
        "Live state: PAUSE. Done so far: stop requested; stopped (PAUSE). The task stays in the state.\n" +
        "Next: Run the command again.\n" +
        "The task was asked to stop. To keep it after all, start it again in Operation Center.",
    });
    assert.equal(world.emulator.task("1000001")?.deletedStatus, "NORMAL");
  });

  it("lets one of two entries of a task delete it, and keeps the other", async () => {
    const { state } = await createTask(host(createRunRecord()), importing);
    await beginRemoval(removing(state), ID, state);
    await assert.rejects(remove(), {
      message: `Cannot delete ${TASK}: another entry of this stack holds the same task, and this command is deleting it for that one.\nNothing was changed. The task stays in the state.\nNext: Run the command again.`,
    });
    await removeTask(host(), ID, state);
  });

  describe("where nobody can tell", () => {
    const doubtful = (mark: object): RunRecord => ({
      ...run,
      of: () => [{ mark: mark as never, isDoubtful: true }],
    });

    for (const kind of ["taking", "taken", "notTaken", "kept", "deleting"]) {
      it(`neither deletes nor drops (${kind})`, async () => {
        const record = doubtful({ kind, by: "other" });
        await assert.rejects(removeTask(host(record), ID, world.created.state), {
          message: `Cannot delete ${TASK}: the record of a run that has ended mentions it, so whether another entry has taken it over is not known.\nNothing was changed. The task stays in the state.\nNext: Run the command again.`,
        });
        assert.deepEqual(world.takeActions(), []);
      });
    }

    for (const kind of ["taken", "kept", "deleting", "deleted"]) {
      it(`takes nothing over (${kind})`, async () => {
        const record = doubtful({ kind, by: "other" });
        assert.throws(
          () => beginTakeOver(creating({ ...record, add: () => undefined }), ID).finish(),
          /the record of a run that has ended mentions it/,
        );
      });
    }

    const unwritable: RunRecord = {
      add: () => {
        throw new RunRecordError("EROFS: read-only file system");
      },
      of: () => [],
    };

    it("refuses a take-over that cannot be recorded", async () => {
      await assert.rejects(createTask(host(unwritable), importing), {
        message: `Cannot take over ${TASK}: it cannot be recorded for the other processes of this run: EROFS: read-only file system.\nNothing was changed.`,
      });
    });

    it("creates, keeps and deletes without a record as long as nobody takes anything over", async () => {
      await recordDeclared(host(unwritable), ID, world.created.state, inputs, false);
      await removeTask(host(unwritable), ID, world.created.state);
      assert.equal((await createTask(host(unwritable), inputs)).id, "10000:1000002");
    });
  });
});
