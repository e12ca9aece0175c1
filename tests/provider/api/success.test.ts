import assert from "node:assert/strict";
import {
  isBusinessRefusal,
  isClockSkew,
  isForbidden,
  isInvalidTask,
  isOutage,
  isQuotaUsedUp,
  isThrottled,
  isTokenExpired,
  isUnsent,
  isWrongKey,
  TransportError,
} from "../../../provider/api/errors";
import { requireSuccess, type StatusRule } from "../../../provider/api/success";

const requestId = "0bc1411515937635973****";

function errorOf(httpStatus: number, body: unknown, rule: StatusRule = "outcome"): Error {
  try {
    requireSuccess("DeleteDISyncTask", rule, { httpStatus, body });
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
      requireSuccess("DeleteDISyncTask", "outcome", { httpStatus: 200, body }),
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

  it("refuses an answer without any status", () => {
    assert.equal(isBusinessRefusal(errorOf(200, { Success: true, Data: {} })), true);
    assert.equal(isBusinessRefusal(errorOf(200, { Success: true })), true);
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

  it("refuses an answer that is no object", () => {
    for (const body of [null, "ok", [], 1]) {
      assert.equal(
        errorOf(200, body).message,
        "DeleteDISyncTask answered Success: false: (no message) (RequestId not given)",
      );
    }
  });

  it("refuses by HTTP before it looks at Success", () => {
    const error = errorOf(500, { Success: true, Data: { Status: "success" } });
    assert.equal(
      error.message,
      "DeleteDISyncTask answered HTTP 500 without a code: (no message) (RequestId not given)",
    );
    assert.equal(isOutage(error), true);
  });

  it("leaves the word of GetDISyncInstanceInfo alone", () => {
    const body = { Success: true, Data: { Status: "fail" } };
    assert.deepEqual(
      requireSuccess("GetDISyncInstanceInfo", "runState", { httpStatus: 200, body }),
      { Status: "fail" },
    );
  });
});

describe("the kinds of failure", () => {
  const kinds = {
    isThrottled,
    isQuotaUsedUp,
    isOutage,
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
    [500, "InternalError.System", ["isOutage"]],
    [503, "ServiceUnavailable", ["isOutage"]],
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
    assert.equal(isOutage(new TransportError("ListFiles", reset)), true);
    const unsent = new TransportError("ListFiles", { ...reset, isUnsent: true });
    assert.equal(isOutage(unsent), false);
    assert.equal(isUnsent(unsent), true);
    const lasting = new TransportError("ListFiles", { ...unsent.details, isLasting: true });
    assert.equal(isUnsent(lasting), false);
  });
});
