import assert from "node:assert/strict";
import {
  isBusinessRefusal,
  isClockSkew,
  isForbidden,
  isInvalidTask,
  isOutcomeUnknown,
  isQuotaUsedUp,
  isThrottled,
  isTokenExpired,
  isUnsent,
  isWrongKey,
  TransportError,
} from "../../../../provider/api/errors";
import { requireSuccess, type StatusRule } from "../../../../provider/api/success";

const requestId = "0bc1411515937635973****";

function errorOf(httpStatus: number, body: unknown, status: StatusRule = "outcome"): Error {
  try {
    requireSuccess("DeleteDISyncTask", { status }, { httpStatus, body });
  } catch (error) {
    return error as Error;
  }
  throw new Error("it succeeded");
}

describe("the decision on success", () => {
  it("takes an answer for a success by its status, whatever its message", () => {
    const body = {
      Success: true,
      RequestId: requestId,
      Data: { Status: "Success", Message: "fileId:[100] is invalid." },
    };
    assert.deepEqual(
      requireSuccess("DeleteDISyncTask", { status: "outcome" }, { httpStatus: 200, body }),
      body.Data,
    );
  });

  it("refuses HTTP 200 and Success: true with the status fail, as the documentation shows it", () => {
    const body = {
      Success: true,
      RequestId: requestId,
      Data: { Status: "fail", Message: "fileId:[100] is invalid." },
    };
    const error = errorOf(200, body);
    assert.equal(
      error.message,
      `DeleteDISyncTask answered Data.Status "fail": fileId:[100] is invalid. (RequestId ${requestId})`,
    );
    assert.equal(isBusinessRefusal(error), true);
    assert.equal(isInvalidTask(error), true);
  });

  it("quotes a status that nobody knows as it was sent; it says nothing of the task", () => {
    const error = errorOf(200, { Success: true, Data: { Status: "Processing" } });
    assert.equal(
      error.message,
      'DeleteDISyncTask answered Data.Status "Processing": (no message) (RequestId not given)',
    );
    assert.equal(isBusinessRefusal(error), true);
    assert.equal(isInvalidTask(error), false);
  });

  it("refuses Success: false with its code", () => {
    const error = errorOf(
      200,
      {
        Success: false,
        ErrorCode: "Invalid.Tenant.UserNotInProject",
        ErrorMessage: "not a member",
        RequestId: "r",
      },
      "none",
    );
    assert.equal(
      error.message,
      "DeleteDISyncTask answered Success: false (Invalid.Tenant.UserNotInProject): not a member (RequestId r)",
    );
    assert.equal(isForbidden(error), true);
  });

  it("takes a code without Success for the gateway's refusal, whatever the HTTP status", () => {
    const error = errorOf(200, { Code: "Throttling.User", Message: "slow down", RequestId: "r" });
    assert.equal(
      error.message,
      "DeleteDISyncTask answered HTTP 200 Throttling.User: slow down (RequestId r)",
    );
    assert.equal(isThrottled(error), true);
  });

  const halves: [body: unknown, problem: string][] = [
    [null, "it is not a JSON object"],
    ["ok", "it is not a JSON object"],
    [[], "it is not a JSON object"],
    [{}, "Success is missing"],
    [{ Success: "true" }, "Success is not true or false"],
    [{ Success: true }, "Data is missing"],
    [{ Success: true, Data: null }, "Data is missing"],
    [{ Success: true, Data: [] }, "Data is not an object"],
    [{ Success: true, Data: {} }, "Data.Status is missing"],
    [{ Success: true, Data: { Status: null, Message: "no" } }, "Data.Status is missing"],
    [{ Success: true, Data: { Status: 1 } }, "Data.Status is not a string"],
  ];
  for (const [body, problem] of halves) {
    it(`counts ${JSON.stringify(body)} as no answer`, () => {
      const error = errorOf(200, body);
      assert.equal(
        error.message,
        `DeleteDISyncTask received an incomplete response: ${problem} (HTTP 200, RequestId not given)`,
      );
      assert.equal(isOutcomeUnknown(error), true);
    });
  }

  it("names the request of half an answer", () => {
    assert.equal(
      errorOf(200, { Success: true, RequestId: requestId, Data: {} }).message,
      `DeleteDISyncTask received an incomplete response: Data.Status is missing (HTTP 200, RequestId ${requestId})`,
    );
  });

  it("takes the true of the Generate calls for a success, as a word and as JSON's own", () => {
    for (const Status of ["true", "True", true]) {
      const answer = { httpStatus: 200, body: { Success: true, Data: { Status } } };
      assert.deepEqual(requireSuccess("G", { status: "outcomeOrTrue" }, answer), { Status });
    }
    assert.equal(
      errorOf(200, { Success: true, Data: { Status: false } }, "outcomeOrTrue").message,
      'DeleteDISyncTask answered Data.Status "false": (no message) (RequestId not given)',
    );
  });

  it("lets GetDISyncInstanceInfo give no state, but only beside a message", () => {
    for (const Status of [null, undefined, ""]) {
      const Data = { Status, Message: "fileId[100] is invalid" };
      assert.deepEqual(
        requireSuccess(
          "GetDISyncInstanceInfo",
          { status: "runState" },
          { httpStatus: 200, body: { Success: true, Data } },
        ),
        Data,
      );
    }
    for (const Data of [{}, { Status: null, Message: null }, { Message: "" }]) {
      const error = errorOf(200, { Success: true, Data }, "runState");
      assert.match(error.message, /received an incomplete response: Data\.Status is missing/);
    }
  });

  it("shows nothing that a terminal or a pipeline would obey", () => {
    const body = {
      Success: true,
      RequestId: "r\r",
      Data: {
        Status: "fa\u001b[2Kil",
        Message: "no\nResources:\n    2 deleted ##vso[task.complete]",
      },
    };
    assert.equal(
      errorOf(200, body).message,
      'DeleteDISyncTask answered Data.Status "fa\\u{1b}[2Kil": no\\nResources:\\n    2 deleted #\\u{23}vso[task.complete] (RequestId r\\r)',
    );
    assert.equal(
      errorOf(400, { Code: "A\nB", Message: "\u009bx" }).message,
      "DeleteDISyncTask answered HTTP 400 A\\nB: \\u{9b}x (RequestId not given)",
    );
  });

  it("refuses by HTTP before it looks at Success", () => {
    const error = errorOf(500, { Success: true, Data: { Status: "success" } });
    assert.equal(
      error.message,
      "DeleteDISyncTask answered HTTP 500 without a code: (no message) (RequestId not given)",
    );
    assert.equal(isOutcomeUnknown(error), true);
  });

  it("leaves the word of GetDISyncInstanceInfo alone", () => {
    const body = { Success: true, Data: { Status: "fail" } };
    assert.deepEqual(
      requireSuccess("GetDISyncInstanceInfo", { status: "runState" }, { httpStatus: 200, body }),
      { Status: "fail" },
    );
  });
});

describe("the kinds of failure", () => {
  const kinds = {
    isThrottled,
    isQuotaUsedUp,
    isOutcomeUnknown,
    isForbidden,
    isInvalidTask,
    isTokenExpired,
    isWrongKey,
    isClockSkew,
  };
  const rows: [number, string, (keyof typeof kinds)[]][] = [
    [429, "Throttling.User", ["isThrottled"]],
    [429, "Throttling.Api", ["isThrottled"]],
    [400, "Throttling", ["isThrottled"]],
    [429, "Throttling.Api.Risk", ["isQuotaUsedUp"]],
    [429, "Throttling.Resource", ["isQuotaUsedUp"]],
    [500, "InternalError.System", ["isOutcomeUnknown"]],
    [503, "ServiceUnavailable", ["isOutcomeUnknown"]],
    [500, "InternalError.UserId.Missing", []],
    [500, "Forbidden.Not.Server", []],
    [403, "Forbidden.Access", ["isForbidden"]],
    [400, "Param.Invalid", ["isInvalidTask"]],
    [400, "InvalidFileId", ["isInvalidTask"]],
    [400, "MissingProjectId", []],
    [404, "InvalidAction.NotFound", []],
    [400, "InvalidSecurityToken.Expired", ["isTokenExpired"]],
    [403, "SecurityTokenExpired", ["isForbidden", "isTokenExpired"]],
    [404, "InvalidAccessKeyId.NotFound", ["isWrongKey"]],
    [400, "InvalidAccessKeyId.Inactive", ["isWrongKey"]],
    [400, "InvalidAccessKeyId", ["isWrongKey"]],
    [400, "SignatureDoesNotMatch", ["isWrongKey"]],
    [400, "InvalidSecurityToken.MismatchWithAccessKey", ["isWrongKey"]],
    [400, "InvalidTimeStamp.Expired", ["isClockSkew"]],
    [400, "InvalidTimeStamp.Format", ["isClockSkew"]],
  ];
  for (const [httpStatus, code, expected] of rows) {
    it(`HTTP ${httpStatus} ${code} is ${expected.join(", ") || "none of them"}`, () => {
      const error = errorOf(httpStatus, { Code: code, Message: "no" });
      const found = Object.entries(kinds).flatMap(([name, is]) => (is(error) ? [name] : []));
      assert.deepEqual(found, expected);
    });
  }

  it("no answer is an outage, unless the call was never sent", () => {
    const reset = { reason: "ECONNRESET" };
    assert.equal(isOutcomeUnknown(new TransportError("ListFiles", reset)), true);
    const unsent = new TransportError("ListFiles", { ...reset, isUnsent: true });
    assert.equal(isOutcomeUnknown(unsent), false);
    assert.equal(isUnsent(unsent), true);
    const permanent = new TransportError("ListFiles", { ...unsent.details, isPermanent: true });
    assert.equal(isUnsent(permanent), false);
  });
});
