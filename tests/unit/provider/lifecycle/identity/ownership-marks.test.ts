import assert from "node:assert/strict";
import {
  beginRemoval,
  beginTakeOver,
  declaredReplacement,
  isImportFulfilled,
  recordCreated,
  recordDeclared,
  removalInThisRun,
} from "../../../../../provider/lifecycle/identity/ownership";
import {
  createRunRecord,
  RunRecordError,
  type Mark,
  type RunRecord,
} from "../../../../../provider/lifecycle/session/run-record";
import { STATE, stubSession, type StubSession } from "../../../../harness/stub-session";
import { inputs } from "../../../../harness/lifecycle";

const ID = "10000:1000001";
const NAME = 'task "orders" (region cn-shanghai, workspace 10000, file 1000001)';
/** The entry of a second resource that took the task over. */
const OTHER = { ...STATE, takenOver: "other" };

describe("the marks of a run", () => {
  let session: StubSession;
  beforeEach(() => {
    session = stubSession({});
  });

  const keep = (state = STATE) => recordDeclared(session.context, ID, state, inputs, false);
  const replace = (state = STATE, news = inputs) =>
    recordDeclared(session.context, ID, state, news, true);
  const remove = (state = STATE) => beginRemoval(session, ID, state);
  const takeOver = () => beginTakeOver(session, ID);
  const withRecord = (run: RunRecord): StubSession => ({
    ...session,
    context: { ...session.context, run },
  });
  /** The marks that are there already, and one more. */
  const withMark = (mark: Mark, isDoubtful = false): StubSession => {
    const { run } = session.context;
    return withRecord({ ...run, of: (key) => [...run.of(key), { mark, isDoubtful }] });
  };

  describe("of a take-over", () => {
    const keepTwice = (cause: string) => ({
      failure: {
        name: "owned-twice",
        attempted: `Cannot keep ${NAME}`,
        cause,
        next: "Remove one of the two resources from the program",
      },
    });

    it("let the diff of the old entry wait for its reads, and fail where they do not end", async () => {
      takeOver();
      await assert.rejects(
        keep(),
        keepTwice(
          "it is being taken over by another resource, as far as can be told, and two resources cannot own one task",
        ),
      );
      assert.equal(session.clock.sleptMs.length, 60);
    });

    it("fail the diff of the old entry at once when nothing has spoken against it", async () => {
      takeOver().finish();
      await assert.rejects(
        keep(),
        keepTwice(
          "it was taken over by another resource of this program (import or onExisting), and two resources cannot own one task",
        ),
      );
      assert.deepEqual(session.clock.sleptMs, []);
    });

    it("concern no entry that needs another task", async () => {
      takeOver().finish();
      await replace();
      assert.deepEqual(session.clock.sleptMs, []);
    });

    it("leave the task to its entry where it failed", async () => {
      takeOver().fail();
      await keep();
      assert.deepEqual(session.clock.sleptMs, []);
    });

    it("keep a failed one's task from being deleted", async () => {
      takeOver().fail();
      await assert.rejects(remove(), {
        message:
          "another resource of this program was meant to take it over (import or onExisting), but did not",
      });
      assert.deepEqual(session.clock.sleptMs, []);
    });

    it("count for nothing where there was no such task", async () => {
      takeOver().withdraw();
      assert.notEqual(await remove(), undefined);
      assert.deepEqual(session.clock.sleptMs, []);
    });

    it("count for nothing where it was refused", async () => {
      await remove();
      assert.throws(takeOver, {
        failure: {
          name: "take-over-refused",
          attempted: `Cannot take over ${NAME}`,
          kept: "Nothing was changed",
          cause: "this command is deleting it for another resource",
          next: "Run the command again",
        },
      });
      assert.notEqual(await remove(), undefined);
      assert.deepEqual(session.clock.sleptMs, []);
    });

    it("refuse a second one, but not after one that failed", () => {
      const first = takeOver();
      assert.throws(takeOver, {
        failure: {
          name: "take-over-refused",
          attempted: `Cannot take over ${NAME}`,
          kept: "Nothing was changed",
          cause: "another resource of this program takes it over",
          next: "Remove one of the two from the program",
        },
      });
      first.fail();
      takeOver();
    });

    it("are refused where those of the others cannot be read", () => {
      const unreadable = withRecord({
        add: () => undefined,
        of: () => {
          throw new RunRecordError("EIO: i/o error");
        },
      });
      assert.throws(() => beginTakeOver(unreadable, ID), {
        failure: {
          name: "take-over-refused",
          attempted: `Cannot take over ${NAME}`,
          kept: "Nothing was changed",
          cause: "the record of this run cannot be read: EIO: i/o error",
        },
      });
    });

    it("concern the task of one endpoint only", () => {
      const at = (port: number): StubSession => {
        const variables = { DATAWORKS_ENDPOINT: `http://127.0.0.1:${port}` };
        const { settings } = stubSession({}, { variables }).context;
        return { ...session, context: { ...session.context, settings } };
      };
      recordCreated(at(9_001), ID);
      beginTakeOver(at(9_002), ID).finish();
      assert.throws(
        () => beginTakeOver(at(9_001), ID).finish(),
        /another resource of this program keeps it/,
      );
    });
  });

  describe("of what the program says", () => {
    it("name the replacement of this entry, as it was said last", async () => {
      await replace(OTHER, { ...inputs, taskName: "other" });
      assert.equal(declaredReplacement(session, ID, STATE), undefined);
      await replace(STATE, { ...inputs, taskName: "payroll" });
      assert.deepEqual(declaredReplacement(session, ID, STATE), {
        region: "cn-shanghai",
        projectId: "10000",
        taskName: "payroll",
        fileFolderPath: inputs.fileFolderPath,
        isReplacement: true,
      });
      await keep();
      assert.equal(declaredReplacement(session, ID, STATE), undefined);
    });

    it("fulfil an import where one of them replaces the task by what is created now", async () => {
      assert.equal(isImportFulfilled(session, ID), false);
      await keep();
      assert.equal(isImportFulfilled(session, ID), false);
      await replace(OTHER, { ...inputs, taskName: "other" });
      assert.equal(isImportFulfilled(session, ID), false);
      await replace();
      assert.equal(isImportFulfilled(session, ID), true);
    });

    it("fail the diff of two entries that keep one task", async () => {
      await keep();
      await assert.rejects(keep(OTHER), {
        failure: {
          name: "owned-twice",
          attempted: `Cannot keep ${NAME}`,
          cause:
            "it belongs to another resource of this program, and two resources cannot own one task",
          next: "Remove one of the two resources from the program",
        },
      });
    });
  });

  describe("of a delete", () => {
    it("do not speak against the entry that left them", async () => {
      await remove();
      await keep();
      assert.equal(removalInThisRun(session, ID), "deleting");
      assert.equal(removalInThisRun(session, ID, ""), undefined);
    });

    it("fail the diff of another entry", async () => {
      await remove();
      await assert.rejects(keep(OTHER), {
        failure: {
          name: "owned-twice",
          attempted: `Cannot keep ${NAME}`,
          cause:
            "this command is deleting it for another resource, and two resources cannot own one task",
          next: "Remove this resource from the program",
        },
      });
    });

    it("fulfil an import only once it has ended, and is this run's beyond doubt", async () => {
      const removal = await remove();
      assert.equal(isImportFulfilled(session, ID), false);
      assert.equal(isImportFulfilled(withMark({ kind: "deleted", by: "other" }, true), ID), false);
      removal?.end();
      assert.equal(isImportFulfilled(session, ID), true);
    });

    it("give way to the entry that took the task over, however small its mark is", async () => {
      const later = { ...STATE, takenOver: "0" };
      await remove(later);
      await assert.rejects(remove(), {
        message:
          "another entry of this stack holds the same task, and this command is deleting it for that one",
      });
      assert.notEqual(await remove(later), undefined);
    });

    it("keep the entry where a second one has it and a third failed to take it over", async () => {
      const failed = withMark({ kind: "notTaken", by: "third" });
      recordDeclared(session.context, ID, OTHER, inputs, false).catch(() => undefined);
      await assert.rejects(beginRemoval(failed, ID, STATE), {
        message:
          "another resource of this program was meant to take it over (import or onExisting), but did not",
      });
    });

    const objections: [Mark["kind"], boolean][] = [
      ["taken", false],
      ["stored", false],
      ["kept", false],
      ["taking", true],
    ];
    for (const [kind, isDoubtful] of objections) {
      it(`stop it before a write where another entry has left "${kind}"${isDoubtful ? ", in doubt" : ""}`, async () => {
        let isLater = false;
        const { run } = session.context;
        const later: RunRecord = {
          ...run,
          of: (key) => [
            ...run.of(key),
            ...(isLater ? [{ mark: { kind, by: "other" } as Mark, isDoubtful }] : []),
          ],
        };
        const removal = await beginRemoval(withRecord(later), ID, STATE);
        removal?.requireOwner();
        isLater = true;
        assert.throws(() => removal?.requireOwner(), {
          failureName: "ownership-unclear",
          message: "another resource of this stack owns the task by now",
          advice: "Run the command again",
        });
      });
    }
  });

  it("are nobody's in a new run", async () => {
    await remove();
    assert.equal(removalInThisRun(withRecord(createRunRecord()), ID), undefined);
  });
});
