import assert from "node:assert/strict";
import { createOnce } from "../../../../../provider/lifecycle/identity/create-once";
import { LifecycleError } from "../../../../../provider/lifecycle/report/errors";
import { forbidden, lost, stubSession, type StubApi } from "../../../../harness/stub-session";
import type { DataWorksApi } from "../../../../../provider/api/operations";
import { inputs } from "../../../../harness/lifecycle";

const CONTENT = '{"steps":[]}';
const ORDERS = { fileId: "1000001", fileName: "orders", folderPath: inputs.fileFolderPath };
const TWIN = { ...ORDERS, fileId: "1000002" };
const ATTEMPTED = 'Cannot create task "orders" (region cn-shanghai, workspace 10000)';
const WAYS_ON =
  "The request may still be executed: run `pulumi up` again; it looks for the task before it creates one";

type Row = typeof ORDERS;

function listing(rows: () => readonly Row[]): StubApi {
  return {
    listFiles: async () => ({ files: rows(), totalCount: rows().length }),
    getFile: async () => ({}) as Awaited<ReturnType<DataWorksApi["getFile"]>>,
    getDISyncTask: async () => ({ code: CONTENT, alarmList: [] }),
  };
}

/** A service that answers one create after the other in this way; the last answer stays. */
function answering(...answers: (() => Promise<string>)[]): StubApi {
  let creates = 0;
  return {
    createDISyncTask: async () => ({
      fileId: await answers[Math.min(creates++, answers.length - 1)]!(),
    }),
  };
}

const losing = async () => {
  throw lost;
};
const creating = (fileId: string) => async () => fileId;

describe("a create without an answer", () => {
  it("is one where the service gives an empty id", async () => {
    const session = stubSession({
      ...listing(() => [ORDERS]),
      ...answering(creating("")),
    });
    assert.equal(await createOnce(session, CONTENT), "1000001");
    assert.deepEqual(session.lines, [
      "CreateDISyncTask returned no FileId; checking whether the task was created anyway",
    ]);
  });

  it("is looked into no longer than there is time, then repeated", async () => {
    const session = stubSession(
      { ...listing(() => []), ...answering(losing, creating("1000001")) },
      { budgetMs: 5_000 },
    );
    await createOnce(session, CONTENT);
    assert.deepEqual(session.clock.sleptMs, [0]);
  });

  it("is looked into once also where it used up the time", async () => {
    const session = stubSession(
      {
        ...listing(() => [ORDERS]),
        ...answering(async () => {
          await session.clock.sleep(5_000);
          throw lost;
        }),
      },
      { budgetMs: 5_000 },
    );
    assert.equal(await createOnce(session, CONTENT), "1000001");
  });

  it("is not repeated once the time is up", async () => {
    let creates = 0;
    const session = stubSession(
      {
        ...listing(() => []),
        ...answering(async () => {
          creates++;
          await session.clock.sleep(5_000);
          throw lost;
        }),
      },
      { budgetMs: 5_000 },
    );
    await assert.rejects(createOnce(session, CONTENT), {
      failure: {
        name: "create-outcome-unknown",
        attempted: ATTEMPTED,
        cause: `the request received no response in the time for one create, and no task of this name exists: ${lost.message}`,
        next: WAYS_ON,
      },
    });
    assert.equal(creates, 1);
  });

  it("is not explained by what is no error", async () => {
    const session = stubSession({
      ...listing(() => []),
      ...answering(losing, () => Promise.reject("stopped" as unknown as Error)),
    });
    await assert.rejects(createOnce(session, CONTENT), (thrown) => thrown === "stopped");
  });

  it("names the file of that name whose content is another", async () => {
    const session = stubSession({
      ...listing(() => [ORDERS]),
      ...answering(losing),
      getDISyncTask: async () => ({ code: "{}", alarmList: [] }),
    });
    await assert.rejects(createOnce(session, CONTENT), {
      failure: {
        name: "create-outcome-unknown",
        attempted: ATTEMPTED,
        cause:
          "the request received no response, and file 1000001 of that name now exists with different content",
        kept: "It was not taken over",
        next: "Find out in DataWorks who created it, then run `pulumi up` again",
      },
    });
  });

  it("names the file of that name that cannot be read", async () => {
    const session = stubSession({
      ...listing(() => [ORDERS]),
      ...answering(losing),
      getDISyncTask: async () => {
        throw forbidden;
      },
    });
    await assert.rejects(createOnce(session, CONTENT), {
      failureName: "create-outcome-unknown",
      message: `the request received no response, and file 1000001 of that name now exists but cannot be read: ${forbidden.message}`,
    });
  });

  it("passes on what ends the whole command", async () => {
    const end = new LifecycleError({ name: "engine-gone", attempted: "Stopped", cause: "no more" });
    const session = stubSession({
      ...listing(() => [ORDERS]),
      ...answering(losing),
      getDISyncTask: async () => {
        throw end;
      },
    });
    await assert.rejects(createOnce(session, CONTENT), (error) => error === end);
  });

  it("leaves no warning where its repetition made the only task of that name", async () => {
    let rows: readonly Row[] = [];
    const session = stubSession({
      ...listing(() => rows),
      ...answering(losing, async () => {
        rows = [TWIN];
        return TWIN.fileId;
      }),
    });
    assert.equal(await createOnce(session, CONTENT), TWIN.fileId);
    assert.deepEqual(session.lines, [
      `${lost.message}; checking whether the task was created anyway`,
    ]);
  });

  it("warns where the listing shows another task of that name, but not this one", async () => {
    let rows: readonly Row[] = [];
    const session = stubSession({
      ...listing(() => rows),
      ...answering(losing, async () => {
        rows = [ORDERS];
        return TWIN.fileId;
      }),
    });
    assert.equal(await createOnce(session, CONTENT), TWIN.fileId);
    assert.equal(
      session.lines.at(-1),
      'warning: task "orders" (region cn-shanghai, workspace 10000, file 1000002) was created a second time; ' +
        "whether the first create, which received no response, made one too cannot be read: ListFiles does not show this one either",
    );
  });
});
