import assert from "node:assert/strict";
import { createDataWorksApi, type DataWorksApi } from "../../../provider/api/data-works";
import type { Credentials, CredentialSource } from "../../../provider/api/credentials";
import { createLimiter } from "../../../provider/api/limiter";
import { createTransport } from "../../../provider/api/transport";
import { adviceFor } from "../../../provider/lifecycle/advice";
import { fakeClock, type FakeClock } from "../../support/fake-clock";
import { startRawServer, type RawServer } from "../../support/raw-server";

interface Reply {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: object;
}

const TASK = { projectId: "10000", fileId: "1000001" };
const SUCCESS: Reply = { body: { Success: true, RequestId: "R", Data: { Status: "success" } } };

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
    return createDataWorksApi({
      transport: createTransport(server.url, source),
      limiter: createLimiter(clock),
      policy: { maxRetries: 5, deadlineMs: 600_000 },
      clock,
      random: () => 1,
      beforeCall: async () => undefined,
    });
  }

  const actions = () => calls.map((call) => call.get("Action"));

  async function failureOf(call: Promise<unknown>): Promise<{ error: string; advice: string }> {
    return call.then(
      () => assert.fail("it succeeded"),
      (error: unknown) => ({ error: String(error), advice: adviceFor(error) }),
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
        "TransportError: DeleteDISyncTask got no answer: it was not sent, because the limit of calls gives it no turn in time",
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
        "The account's quota of calls is used up: run the command again tomorrow, or use a larger edition of DataWorks",
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
        "The security token has expired, and the source of the credentials gave no newer one: get a new token, then run the command again; it reads what is there before it writes",
    });
    assert.deepEqual(actions(), ["DeleteDISyncTask", "DeleteDISyncTask"]);
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
        "Check access key id, secret and security token; a token belongs to the key that it was given with",
    });
  });
});
