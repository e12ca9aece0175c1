import { timestamp } from "../harness/signed-call";
import type { Acs3Options } from "./clients/raw-acs3";
import { gatewayRefusal, missing, unknownId } from "./support/answers";
import { assertThroughEach, itEmulated } from "./support/cases";
import { openEmulatorTarget } from "./support/emulator-target";
import { codeOf, outcome } from "./support/raw";
import { assertOutcome, assertShape, assumed, aText } from "./support/shape";
import { type Target } from "./support/target";
import { targetForEach } from "./support/target-for-each";
import { taskKey, UNKNOWN_ID } from "./support/tasks";

const NOT_FOUND = gatewayRefusal(
  404,
  "InvalidAction.NotFound",
  "Specified api is not found, please check your url and method.",
);

describe("a signature in the parameters", () => {
  const target = targetForEach();
  const send = (
    parameters: Readonly<Record<string, string>> = {},
    options?: Parameters<Target["clients"]["raw RPC"]["send"]>[2],
  ) => target().clients["raw RPC"].send("DeleteDISyncTask", parameters, options);

  it("by the wrong secret does not match", async () => {
    const answer = await send({}, { accessKeySecret: "wrong" });
    assertShape(codeOf(answer), [400, "SignatureDoesNotMatch"]);
  });

  it("of another text does not match", async () => {
    const answer = await send({}, { signature: "c2lnbmF0dXJl" });
    assertShape(codeOf(answer), [400, "SignatureDoesNotMatch"]);
  });

  it("that is not there is incomplete", async () => {
    const answer = await send({}, { signature: null });
    assertShape(codeOf(answer), [400, "IncompleteSignature"]);
  });

  for (const name of ["AccessKeyId", "Timestamp", "SignatureNonce", "SignatureMethod"]) {
    it(`without ${name} is not looked at`, async () => {
      assertOutcome(outcome(await send({}, { without: [name] })), missing(name));
    });
  }

  for (const [what, minutes] of [
    ["16 minutes old", -16],
    ["16 minutes early", 16],
  ] as const) {
    it(`with a timestamp ${what} is expired`, async () => {
      const answer = await send({ Timestamp: timestamp(Date.now() + minutes * 60_000) });
      const message = assumed("Specified time stamp or date value is expired.", aText);
      assertOutcome(outcome(answer), gatewayRefusal(400, "InvalidTimeStamp.Expired", message));
    });
  }

  for (const Timestamp of ["yesterday", "2026-01-01", "2026-01-01T00:00:00.000Z"]) {
    it(`with the timestamp ${Timestamp} is not well formatted`, async () => {
      const message = assumed("Specified time stamp or date value is not well formatted.", aText);
      const expected = gatewayRefusal(400, "InvalidTimeStamp.Format", message);
      assertOutcome(outcome(await send({ Timestamp })), expected);
    });
  }

  it("with a nonce that was used already is refused", async () => {
    const nonce = { SignatureNonce: `contract-${Date.now()}` };
    const first = outcome(await send({ ...taskKey(UNKNOWN_ID), ...nonce }));
    assertOutcome(first, unknownId(UNKNOWN_ID));
    const message = assumed("Specified signature nonce was used already.", aText);
    const expected = gatewayRefusal(400, "SignatureNonceUsed", message);
    assertOutcome(outcome(await send({ ...taskKey(UNKNOWN_ID), ...nonce })), expected);
  });

  for (const AccessKeyId of ["nobody", "__proto__", "constructor"]) {
    it(`by the unknown key ${AccessKeyId} is refused`, async () => {
      const message = assumed("Specified access key is not found.", aText);
      const expected = gatewayRefusal(404, "InvalidAccessKeyId.NotFound", message);
      assertOutcome(outcome(await send({ AccessKeyId })), expected);
    });
  }

  it("of another method is not supported", async () => {
    const answer = await send({ SignatureMethod: "HMAC-MD5" });
    assertShape(codeOf(answer), [400, "InvalidSignatureMethod"]);
  });
});

describe("a signature in the headers", () => {
  const target = targetForEach();
  const send = (options: Acs3Options = {}) =>
    target().clients["raw ACS3"].send("DeleteDISyncTask", taskKey(UNKNOWN_ID), options);

  it("by the wrong secret does not match", async () => {
    assertShape(codeOf(await send({ accessKeySecret: "wrong" })), [400, "SignatureDoesNotMatch"]);
  });

  it("of another body does not match", async () => {
    const answer = await send({ sentBody: "FileId=101" });
    assertShape(codeOf(answer), [400, "SignatureDoesNotMatch"]);
  });

  it("that is empty is incomplete", async () => {
    const { accessKeyId } = target();
    const authorization = `ACS3-HMAC-SHA256 Credential=${accessKeyId},SignedHeaders=host`;
    assertShape(codeOf(await send({ authorization })), [400, "IncompleteSignature"]);
  });

  itEmulated("that is not there at all leaves no action", "assumed", async () => {
    assertOutcome(outcome(await send({ authorization: null })), NOT_FOUND);
  });

  itEmulated("that is no more than the algorithm has no key", "assumed", async () => {
    const answer = await send({ authorization: "ACS3-HMAC-SHA256" });
    assertOutcome(outcome(answer), missing("AccessKeyId"));
  });

  itEmulated(
    "that does not cover every header of the gateway is incomplete",
    "assumed",
    async () => {
      const answer = await send({ unsignedHeaders: { "x-acs-further": "1" } });
      assertShape(codeOf(answer), [400, "IncompleteSignature"]);
    },
  );

  for (const [header, name] of [
    ["x-acs-date", "Timestamp"],
    ["x-acs-signature-nonce", "SignatureNonce"],
    ["x-acs-content-sha256", "ContentSha256"],
  ] as const) {
    itEmulated(`without ${header} is not looked at`, "the code is assumed", async () => {
      assertOutcome(outcome(await send({ headers: { [header]: null } })), missing(name));
    });
  }

  for (const [what, minutes] of [
    ["16 minutes old", -16],
    ["16 minutes early", 16],
  ] as const) {
    it(`with a date ${what} is expired`, async () => {
      const headers = { "x-acs-date": timestamp(Date.now() + minutes * 60_000) };
      const message = assumed("Specified time stamp or date value is expired.", aText);
      const expected = gatewayRefusal(400, "InvalidTimeStamp.Expired", message);
      assertOutcome(outcome(await send({ headers })), expected);
    });
  }

  it("with a nonce that was used already is refused", async () => {
    const headers = { "x-acs-signature-nonce": `contract-acs3-${Date.now()}` };
    assertOutcome(outcome(await send({ headers })), unknownId(UNKNOWN_ID));
    const message = assumed("Specified signature nonce was used already.", aText);
    const expected = gatewayRefusal(400, "SignatureNonceUsed", message);
    assertOutcome(outcome(await send({ headers })), expected);
  });

  it("by an unknown key is refused", async () => {
    const message = assumed("Specified access key is not found.", aText);
    const expected = gatewayRefusal(404, "InvalidAccessKeyId.NotFound", message);
    assertOutcome(outcome(await send({ accessKeyId: "nobody" })), expected);
  });
});

describe("a temporary key", () => {
  const TOKEN = { accessKeySecret: "temporary-secret", securityToken: "token (1) + *" };

  async function withKeys(key: object, test: (target: Target) => Promise<void>): Promise<void> {
    const target = await openEmulatorTarget({ accessKeys: { temporary: { ...TOKEN, ...key } } });
    try {
      await test(target);
    } finally {
      await target.close();
    }
  }

  const STS = "a live key of the security token service would have to be made first";

  itEmulated("is good with its token, through every client", STS, () =>
    withKeys({}, (target) =>
      assertThroughEach(target, "DeleteDISyncTask", taskKey(UNKNOWN_ID), unknownId(UNKNOWN_ID)),
    ),
  );

  itEmulated("is not good without it, in either form", STS, () =>
    withKeys({}, async ({ clients }) => {
      const rpc = await clients["raw RPC"].send("ListFiles", {}, { without: ["SecurityToken"] });
      assertOutcome(outcome(rpc), missing("SecurityToken"));
      const headers = { "x-acs-security-token": null };
      const acs3 = await clients["raw ACS3"].send("ListFiles", {}, { headers });
      assertOutcome(outcome(acs3), missing("SecurityToken"));
    }),
  );

  itEmulated("is not good with another token, in either form", STS, () =>
    withKeys({}, async ({ clients }) => {
      const message = "Specified SecurityToken is malformed.";
      const expected = gatewayRefusal(400, "InvalidSecurityToken.Malformed", message);
      const rpc = await clients["raw RPC"].send("ListFiles", { SecurityToken: "other" });
      assertOutcome(outcome(rpc), expected);
      const headers = { "x-acs-security-token": "other" };
      const acs3 = await clients["raw ACS3"].send("ListFiles", {}, { headers });
      assertOutcome(outcome(acs3), expected);
    }),
  );

  itEmulated("is not good after its time, through every client", STS, () =>
    withKeys({ expiresAtMs: 0 }, (target) => {
      const message = "Specified SecurityToken is expired.";
      const expected = gatewayRefusal(400, "InvalidSecurityToken.Expired", message);
      return assertThroughEach(target, "ListFiles", {}, expected);
    }),
  );
});
