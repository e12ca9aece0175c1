import assert from "node:assert/strict";
import type { DataWorksApi } from "../../../../provider/api/operations";
import type {
  Credentials,
  CredentialSource,
} from "../../../../provider/api/credentials/credentials";
import { isOutcomeUnknown } from "../../../../provider/api/errors";
import { createTransport } from "../../../../provider/api/transport/transport";
import { diagnose } from "../../../../provider/lifecycle/report/diagnosis";
import { SETTING_NAMES } from "../../../../provider/runtime";
import { createTestApi } from "../../../harness/context";
import { fakeClock, type FakeClock } from "../../../harness/fake-clock";
import { startRawServer, type RawServer } from "../../../harness/raw-server";

interface Reply {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: object;
}

const TASK = { projectId: "10000", fileId: "1000001" };
/** Whole for every call below. */
const SUCCESS: Reply = {
  body: { Success: true, RequestId: "R", Data: { Status: "success", Code: "{}", File: {} } },
};

function refusal(
  status: number,
  code: string,
  message: string,
  headers: Readonly<Record<string, string>> = {},
): Reply {
  return { status, headers, body: { Code: code, Message: message, RequestId: "R" } };
}

describe("the calls of the API", () => {
  let clock: FakeClock;
  let server: RawServer;
  let replies: Reply[] = [];
  /** The parameters of every call that the server got. */
  let calls: URLSearchParams[] = [];

  beforeEach(async () => {
    clock = fakeClock();
    replies = [];
    calls = [];
    server = await startRawServer((_request, body, response) => {
      calls.push(new URLSearchParams(body));
      const { status = 200, headers = {}, body: answer } = replies.shift() ?? SUCCESS;
      response.writeHead(status, { ...headers, "content-type": "application/json" });
      response.end(JSON.stringify(answer));
    });
  });
  afterEach(() => server.stop());

  const key: CredentialSource = async () => ({
    accessKeyId: "canary-id",
    accessKeySecret: "canary-secret",
  });

  function connect(source = key): DataWorksApi {
    return createTestApi({
      transport: createTransport(server.url, source, SETTING_NAMES),
      policy: { maxRetries: 5, deadlineMs: 600_000 },
      clock,
    });
  }

  const actions = () => calls.map((call) => call.get("Action"));

  async function failureOf(call: Promise<unknown>): Promise<{ error: string; advice: string }> {
    return call.then(
      () => assert.fail("it succeeded"),
      (error: unknown) => ({ error: String(error), advice: diagnose(error).next }),
    );
  }

  it("wait as long as the header Retry-After asks", async () => {
    replies = [refusal(429, "Throttling.User", "slow down", { "retry-after": "12" })];
    const api = connect();
    await api.deleteDISyncTask(TASK);
    assert.deepEqual(clock.sleptMs, [12_000]);
    assert.deepEqual(actions(), ["DeleteDISyncTask", "DeleteDISyncTask"]);
    // The rate after the first throttling, a little faster after the call that passed.
    await api.getFile(TASK);
    assert.deepEqual(clock.sleptMs.slice(1), [200]);
  });

  it("are not sent where the service asks everybody to wait for longer than there is time", async () => {
    replies = [refusal(429, "Throttling.User", "slow down", { "retry-after": "3600" })];
    const api = connect();
    assert.deepEqual(await failureOf(api.getDISyncTask(TASK)), {
      error:
        "ApiError: GetDISyncTask answered HTTP 429 Throttling.User: slow down (RequestId R, Retry-After 3600)",
      advice:
        "The service still throttles: run the command again later, or set DATAWORKS_MAX_CALLS_PER_SECOND to a smaller number",
    });
    assert.deepEqual(await failureOf(api.deleteDISyncTask(TASK)), {
      error:
        "TransportError: DeleteDISyncTask received no response: it was not sent, because the rate limit left no time for it",
      advice:
        "Check DATAWORKS_MAX_CALLS_PER_SECOND and customTimeouts (the service may also have asked for a long pause), then run the command again; it reads what is there before it writes",
    });
    assert.deepEqual(actions(), ["GetDISyncTask"]);
    assert.deepEqual(clock.sleptMs, []);
  });

  it("obey the header of an outage too", async () => {
    replies = [refusal(503, "ServiceUnavailable", "later", { "retry-after": "9" })];
    await connect().getDISyncTask(TASK);
    assert.deepEqual(clock.sleptMs, [9_000]);
  });

  it("end at once where the day's quota is used up, with the number of calls so far", async () => {
    replies = [SUCCESS, SUCCESS, refusal(429, "Throttling.Api.Risk", "too many calls today")];
    const api = connect();
    await api.getDISyncTask(TASK);
    await api.getDISyncTask(TASK);
    assert.deepEqual(await failureOf(api.getDISyncTask(TASK)), {
      error:
        "ApiError: GetDISyncTask answered HTTP 429 Throttling.Api.Risk: too many calls today (RequestId R); this process has made 3 calls",
      advice:
        "The account's API quota is exceeded: run the command again tomorrow, or use a larger edition of DataWorks",
    });
    assert.deepEqual(clock.sleptMs, []);
  });

  it("use a new token for the rest where the service calls the old one expired", async () => {
    const expired = "InvalidSecurityToken.Expired";
    replies = [SUCCESS, refusal(403, expired, "Specified SecurityToken is expired.")];
    const asked: (string | undefined)[] = [];
    let latest: Credentials = {
      accessKeyId: "canary-id",
      accessKeySecret: "canary-secret",
      securityToken: "token-1",
    };
    const api = connect(async (old) => {
      asked.push(old?.securityToken);
      if (old?.securityToken === latest.securityToken) {
        latest = { ...latest, securityToken: "token-2" };
      }
      return latest;
    });
    await api.getDISyncTask(TASK);
    await api.stopDISyncInstance(TASK);
    await api.getDISyncTask(TASK);
    assert.deepEqual(asked, [undefined, undefined, "token-1", "token-1"]);
    assert.deepEqual(
      calls.map((call) => `${call.get("Action")} ${call.get("SecurityToken")}`),
      [
        "GetDISyncTask token-1",
        "StopDISyncInstance token-1",
        "StopDISyncInstance token-2",
        "GetDISyncTask token-2",
      ],
    );
    assert.deepEqual(clock.sleptMs, []);
  });

  it("end where the new token is expired too", async () => {
    const expired = refusal(400, "InvalidSecurityToken.Expired", "The token is expired.");
    replies = [expired, expired];
    assert.deepEqual(await failureOf(connect().deleteDISyncTask(TASK)), {
      error:
        "ApiError: DeleteDISyncTask answered HTTP 400 InvalidSecurityToken.Expired: The token is expired. (RequestId R)",
      advice:
        "The security token has expired, and the source of the credentials provided no newer one: get a new token, then run the command again; it reads what is there before it writes",
    });
    assert.deepEqual(actions(), ["DeleteDISyncTask", "DeleteDISyncTask"]);
  });

  it("take a deadline between two milliseconds", async () => {
    await createTestApi({
      transport: createTransport(server.url, key, SETTING_NAMES),
      policy: { maxRetries: 0, deadlineMs: 5_000.5 },
      clock,
    }).getFile(TASK);
    assert.deepEqual(actions(), ["GetFile"]);
  });

  const answers: [Action: string, Data: object, problem: string][] = [
    ["CreateDISyncTask", { Status: "success" }, "Data.FileId is missing"],
    ["CreateDISyncTask", { Status: "success", FileId: "x" }, "Data.FileId is not an id"],
    ["CreateDISyncTask", { Status: "success", FileId: 0 }, "Data.FileId is not an id"],
    ["UpdateDISyncTask", {}, "Data.Status is missing"],
    ["DeployDISyncTask", {}, "Data.Status is missing"],
    ["StartDISyncInstance", {}, "Data.Status is missing"],
    ["StopDISyncInstance", {}, "Data.Status is missing"],
    ["TerminateDISyncInstance", {}, "Data.Status is missing"],
    ["DeleteDISyncTask", {}, "Data.Status is missing"],
    ["GetDISyncTask", { Code: "{}" }, "Data.Status is missing"],
    ["GetDISyncTask", { Status: "success", Code: null }, "Data.Code is missing"],
    ["GetDISyncTask", { Status: "success", Code: {} }, "Data.Code is not a string"],
    ["GetDISyncInstanceInfo", {}, "Data.Status is missing"],
    ["GenerateDISyncTaskConfigForCreating", { Status: "true" }, "Data.ProcessId is missing"],
    ["GenerateDISyncTaskConfigForUpdating", { Status: true }, "Data.ProcessId is missing"],
    ["QueryDISyncTaskConfigProcessResult", {}, "Data.Status is missing"],
    ["GetFolder", {}, "Data.FolderId is missing"],
    ["GetFile", {}, "Data.File is missing"],
    ["GetFile", { File: [] }, "Data.File is not an object"],
    ["ListFiles", {}, "Data.TotalCount is missing"],
    ["ListFiles", { TotalCount: "many", Files: [] }, "Data.TotalCount is not a count"],
    ["ListFiles", { TotalCount: 1 }, "Data.Files is missing"],
    ["ListFiles", { TotalCount: 1, Files: null }, "Data.Files is missing"],
    ["ListFiles", { TotalCount: 0, Files: {} }, "Data.Files is not a list"],
    [
      "ListFiles",
      { TotalCount: 1, Files: [] },
      "Data.Files is empty, although Data.TotalCount is 1",
    ],
    [
      "ListFiles",
      { TotalCount: 2, Files: [{ FileId: 1 }, null] },
      "Data.Files[1].FileId is missing",
    ],
  ];
  const workspace = { projectId: "10000" };
  const generation = { ...workspace, taskParam: "{}", clientToken: "t" };
  const content = { taskContent: "{}", taskParam: {} };
  const callOf: Readonly<Record<string, (api: DataWorksApi) => Promise<unknown>>> = {
    CreateDISyncTask: (api) =>
      api.createDISyncTask({ ...workspace, ...content, taskName: "orders", clientToken: "t" }),
    UpdateDISyncTask: (api) => api.updateDISyncTask({ ...TASK, ...content }),
    DeployDISyncTask: (api) => api.deployDISyncTask(TASK),
    StartDISyncInstance: (api) => api.startDISyncInstance(TASK),
    StopDISyncInstance: (api) => api.stopDISyncInstance(TASK),
    TerminateDISyncInstance: (api) => api.terminateDISyncInstance(TASK),
    DeleteDISyncTask: (api) => api.deleteDISyncTask(TASK),
    GetDISyncTask: (api) => api.getDISyncTask(TASK),
    GetDISyncInstanceInfo: (api) => api.getDISyncInstanceInfo(TASK),
    GenerateDISyncTaskConfigForCreating: (api) =>
      api.generateDISyncTaskConfigForCreating(generation),
    GenerateDISyncTaskConfigForUpdating: (api) =>
      api.generateDISyncTaskConfigForUpdating({ ...generation, ...TASK }),
    QueryDISyncTaskConfigProcessResult: (api) =>
      api.queryDISyncTaskConfigProcessResult({ ...workspace, processId: "1" }),
    GetFolder: (api) => api.getFolder({ ...workspace, folderPath: "a" }),
    GetFile: (api) => api.getFile(TASK),
    ListFiles: (api) => api.listFiles(workspace),
  };
  /** Repeated, because a second call does no harm. */
  const REPEATED = /^(Get|List|Query|Update)/;

  for (const [action, Data, problem] of answers) {
    it(`${action} takes ${JSON.stringify(Data)} for no answer`, async () => {
      replies = Array.from({ length: 6 }, () => ({
        body: { Success: true, RequestId: "R", Data },
      }));
      const call = callOf[action] ?? (() => assert.fail(`${action} is not called here`));
      const error = await call(connect()).then(
        () => assert.fail("it succeeded"),
        (thrown: unknown) => thrown,
      );
      assert.equal(
        String(error),
        `TransportError: ${action} received an incomplete response: ${problem} (HTTP 200, RequestId R)`,
      );
      assert.equal(isOutcomeUnknown(error), true);
      assert.equal(
        diagnose(error).next,
        "Run the command again; it reads what is there before it writes",
      );
      assert.equal(calls.length, REPEATED.test(action) ? 6 : 1);
    });
  }

  it("every one needs Data", async () => {
    for (const call of Object.values(callOf)) {
      replies = Array.from({ length: 6 }, () => ({ body: { Success: true, RequestId: "R" } }));
      const { error } = await failureOf(call(connect()));
      assert.match(
        error,
        / received an incomplete response: Data is missing \(HTTP 200, RequestId R\)$/,
      );
      replies = [];
    }
  });

  it("take an empty workspace, and the end of a list, without files", async () => {
    const empty = (Data: object): Reply => ({ body: { Success: true, RequestId: "R", Data } });
    replies = [
      empty({ TotalCount: 0 }),
      empty({ TotalCount: 0, Files: null }),
      empty({ TotalCount: 0, Files: [] }),
      empty({ TotalCount: 100, Files: [] }),
    ];
    const api = connect();
    for (const [page, totalCount] of [
      [1, 0],
      [1, 0],
      [1, 0],
      [2, 100],
    ] as const) {
      assert.deepEqual(await api.listFiles({ ...workspace, page }), { files: [], totalCount });
    }
  });

  it("take a result that is not ready for one, in whatever words", async () => {
    const query = (Data: object): Reply => ({ body: { Success: true, RequestId: "R", Data } });
    replies = [
      query({ Status: "success", TaskContent: "" }),
      query({ Status: "success" }),
      query({ Status: "fail", Message: "The process is not finished." }),
      query({ Status: "running", Message: null }),
      query({ Status: "true", TaskContent: "{}" }),
    ];
    const api = connect();
    const results = [];
    for (let call = 0; call < 5; call++) {
      results.push(await api.queryDISyncTaskConfigProcessResult({ ...workspace, processId: "1" }));
    }
    assert.deepEqual(results, [
      {},
      {},
      { message: "The process is not finished." },
      {
        message:
          'QueryDISyncTaskConfigProcessResult answered Data.Status "running": (no message) (RequestId R)',
      },
      { taskContent: "{}" },
    ]);
  });

  it("show names, owners and folders so that no terminal obeys them, and leave the content alone", async () => {
    const escape = "\u001b[2K";
    const row = { FileId: 1, FileName: `a${escape}`, Owner: escape, AbsoluteFolderPath: "a\nb" };
    const body = (Data: object): Reply => ({ body: { Success: true, Data } });
    replies = [
      body({ TotalCount: 1, Files: [row] }),
      body({ Status: "RUN\n", Name: `a${escape}`, Message: escape }),
      body({ Status: "success", Code: `{"a":"${escape}\n##vso[x]"}` }),
    ];
    const api = connect();
    assert.deepEqual((await api.listFiles(workspace)).files, [
      { fileId: "1", fileName: "a\\u{1b}[2K", folderPath: "a\\nb", owner: "\\u{1b}[2K" },
    ]);
    assert.deepEqual(await api.getDISyncInstanceInfo(TASK), {
      status: "RUN\\n",
      name: "a\\u{1b}[2K",
      message: "\\u{1b}[2K",
    });
    assert.equal((await api.getDISyncTask(TASK)).code, `{"a":"${escape}\n##vso[x]"}`);
  });

  const HOUR_MS = 3_600_000;
  for (const [offMs, side] of [
    [-HOUR_MS, "ahead of"],
    [HOUR_MS, "behind"],
  ] as const) {
    it(`name this machine's clock where it is ${side} the service's`, async () => {
      replies = [
        refusal(400, "InvalidTimeStamp.Expired", "The time stamp is expired.", {
          date: new Date(Date.now() + offMs).toUTCString(),
        }),
      ];
      const { error, advice } = await failureOf(connect().getDISyncTask(TASK));
      // The header has whole seconds, and the answer takes some time.
      assert.equal(
        error.replace(/(59 min 5\d s|60 min( \d s)?) /, "60 min "),
        `ApiError: GetDISyncTask answered HTTP 400 InvalidTimeStamp.Expired: The time stamp is expired. (RequestId R); this machine's clock is 60 min ${side} the service's`,
      );
      assert.equal(
        advice,
        "Set the clock of this machine and check that its time synchronisation runs, then run the command again; it reads what is there before it writes",
      );
      assert.deepEqual(actions(), ["GetDISyncTask"]);
    });
  }

  it("name the key where the service does not know it", async () => {
    replies = [refusal(404, "InvalidAccessKeyId.NotFound", "Specified access key is not found.")];
    assert.deepEqual(await failureOf(connect().getDISyncTask(TASK)), {
      error:
        "ApiError: GetDISyncTask answered HTTP 404 InvalidAccessKeyId.NotFound: Specified access key is not found. (RequestId R)",
      advice:
        "Check access key id, secret and security token; a token belongs to the key that it was issued with",
    });
  });
});
