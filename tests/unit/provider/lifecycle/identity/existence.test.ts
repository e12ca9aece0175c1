import assert from "node:assert/strict";
import {
  findFile,
  findPresence,
  unprovenError,
} from "../../../../../provider/lifecycle/identity/existence";
import { AdvisedError } from "../../../../../provider/lifecycle/report/errors";
import { invalid, stubSession, TASK, type StubApi } from "../../../../harness/stub-session";

const OTHER = { fileId: "1000002", fileName: "other" };

/** The task is refused and its file is not listed; `others` stand in the workspace. */
function withoutTask(status: string | undefined, others: readonly (typeof OTHER)[]): StubApi {
  return {
    getDISyncTask: async () => {
      throw invalid;
    },
    getDISyncInstanceInfo: async () => (status === undefined ? {} : { status }),
    listFiles: async ({ fileIdIn }) => {
      const files = fileIdIn === undefined ? others : [];
      return { files, totalCount: files.length };
    },
  };
}

describe("whether a task exists", () => {
  it("takes no other file for the one that was asked for", async () => {
    const listing: StubApi = { listFiles: async () => ({ files: [OTHER], totalCount: 1 }) };
    assert.equal(await findFile(stubSession(listing).api, TASK), undefined);
  });

  it("believes GetDISyncTask that the task is there", async () => {
    const session = stubSession({ getDISyncTask: async () => ({ code: "{}", alarmList: [] }) });
    assert.deepEqual(await findPresence(session, TASK), { kind: "present" });
  });

  it("is proven to end by the refusal, the missing row, the missing instance and another file", async () => {
    assert.deepEqual(await findPresence(stubSession(withoutTask(undefined, [OTHER])), TASK), {
      kind: "gone",
      live: {},
    });
  });

  it("is not proven to end while the instance goes on", async () => {
    assert.deepEqual(await findPresence(stubSession(withoutTask("RUN", [OTHER])), TASK), {
      kind: "unproven",
      why: "its file is gone, but its instance still exists: GetDISyncInstanceInfo says RUN",
      diagnosis: {
        name: "instance-left",
        next: "Run `pulumi destroy`, which stops and undeploys the instance, or end it in Operation Center",
      },
    });
  });

  it("is not proven to end where the workspace shows no file at all", async () => {
    assert.deepEqual(await findPresence(stubSession(withoutTask(undefined, [])), TASK), {
      kind: "unproven",
      why: "workspace 10000 shows no files at all, as it does to a wrong account or after a move to the new Data Studio",
      diagnosis: {
        name: "workspace-empty",
        next: "Check region and account; if the workspace is really empty, set DATAWORKS_ACCEPT_EMPTY_WORKSPACE=1 and run the command again",
      },
    });
  });

  it("is proven to end in an empty workspace that a person vouches for", async () => {
    const variables = { DATAWORKS_ACCEPT_EMPTY_WORKSPACE: "1" };
    const session = stubSession(withoutTask(undefined, []), { variables });
    assert.deepEqual(await findPresence(session, TASK), { kind: "gone", live: {} });
  });

  it("that is not known is an error, with a next step where there is one", () => {
    const unproven = { kind: "unproven", why: "nobody knows" } as const;
    const plain = unprovenError(unproven);
    assert.deepEqual([plain.name, plain.message], ["Error", "nobody knows"]);
    const diagnosis = { name: "workspace-empty", next: "Check region and account" } as const;
    const advised = unprovenError({ ...unproven, diagnosis }, "no response; ");
    assert.ok(advised instanceof AdvisedError);
    assert.deepEqual(
      [advised.failureName, advised.message, advised.advice],
      ["workspace-empty", "no response; nobody knows", "Check region and account"],
    );
  });
});
