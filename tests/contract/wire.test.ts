import { done, gatewayRefusal, missing, refused, unknownId } from "./support/answers";
import { assertThroughEach, itEmulated, itSettles } from "./support/cases";
import { assertWell, outcome } from "./support/raw";
import { creatingScript } from "./support/scripts";
import { PROJECT_ID } from "./support/settings";
import { aLong, assertOutcome, assertShape } from "./support/shape";
import { targetForEach } from "./support/target-for-each";
import { createRequest, taskKey, tryCreate, UNKNOWN_ID } from "./support/tasks";

const MIB = 1024 * 1024;
const LIMIT_BYTES = 20 * MIB;

const OF_EMULATOR = "the bound is the emulator's own";

const NOT_FOUND = gatewayRefusal(
  404,
  "InvalidAction.NotFound",
  "Specified api is not found, please check your url and method.",
);

describe("an action", () => {
  const target = targetForEach();

  it("that does not exist is not found, through every client", () =>
    assertThroughEach(target(), "NoSuchAction", {}, NOT_FOUND));

  it("without a name is not found", async () => {
    const { send } = target().clients["raw RPC"];
    assertOutcome(outcome(await send("")), NOT_FOUND);
  });

  it("in another case is not found", async () => {
    const { send } = target().clients["raw RPC"];
    assertOutcome(outcome(await send("deletedisynctask")), NOT_FOUND);
  });

  it("of another version is not found, in either form", async () => {
    const { "raw RPC": rpc, "raw ACS3": acs3 } = target().clients;
    const old = "2019-01-01";
    assertOutcome(outcome(await rpc.send("ListFiles", { Version: old })), NOT_FOUND);
    const headers = { "x-acs-version": old };
    assertOutcome(outcome(await acs3.send("ListFiles", {}, { headers })), NOT_FOUND);
  });
});

describe("a parameter that SDKs send in the query", () => {
  const target = targetForEach();
  const QUIRK = "a switch of the emulator";
  const PARAMETERS = taskKey(UNKNOWN_ID);

  for (const client of ["raw ACS3", "openapi-client"] as const) {
    itEmulated(`is seen under the quirk, through ${client}`, QUIRK, async () => {
      target().emulator.setQuirks({ parametersInForm: "reject" });
      const outcome = await target().call("DeleteDISyncTask", PARAMETERS, client);
      assertOutcome(outcome, unknownId(UNKNOWN_ID));
      assertOutcome(await tryCreate(target(), {}, client), done({ FileId: aLong }));
    });
  }

  for (const client of ["raw RPC", "pop-core"] as const) {
    itEmulated(`is not seen in the form under the quirk, through ${client}`, QUIRK, async () => {
      target().emulator.setQuirks({ parametersInForm: "reject" });
      const outcome = await target().call("DeleteDISyncTask", PARAMETERS, client);
      assertOutcome(outcome, missing("ProjectId"));
    });
  }

  itSettles(18, "is taken from the form", async (settle) => {
    settle(await target().call("DeleteDISyncTask", PARAMETERS), unknownId(UNKNOWN_ID));
  });
});

describe("a body", () => {
  const target = targetForEach();

  for (const client of ["raw RPC", "raw ACS3"] as const) {
    itEmulated(`of nearly 20 MB is taken, through ${client}`, OF_EMULATOR, async () => {
      const TaskContent = `{"note":"${"n".repeat(LIMIT_BYTES - 4096)}"}`;
      assertOutcome(await tryCreate(target(), { TaskContent }, client), done({ FileId: aLong }));
    });

    itEmulated(
      `of more than 20 MB is refused and read to its end, through ${client}`,
      OF_EMULATOR,
      async () => {
        const TaskContent = `{"note":"${"n".repeat(LIMIT_BYTES)}"}`;
        const message = "The request body is larger than 20 MB.";
        const expected = gatewayRefusal(413, "RequestEntityTooLarge", message);
        assertOutcome(await tryCreate(target(), { TaskContent }, client), expected);
        await assertWell(target());
      },
    );
  }

  itEmulated("that is no form is not read", OF_EMULATOR, async () => {
    const { url } = target().emulator;
    for (const [type, body] of [
      ["application/json", '{"Action":"ListFiles"}'],
      ["multipart/form-data; boundary=x", "--x\r\n"],
      ["text/plain", "Action=ListFiles"],
    ] as const) {
      const headers = { "content-type": type };
      const response = await fetch(url, { method: "POST", headers, body });
      const text = await response.text();
      assertOutcome(outcome({ status: response.status, contentType: "", text }), NOT_FOUND);
    }
  });

  itEmulated(
    "of broken percent signs and bytes that are no text is survived",
    OF_EMULATOR,
    async () => {
      const { url } = target().emulator;
      for (const body of ["%", "%zz=%", "a=%E5%90", "&&&===", "Action=%00", "Action"]) {
        const headers = { "content-type": "application/x-www-form-urlencoded" };
        assertShape((await fetch(url, { method: "POST", headers, body })).status, 404);
      }
      const headers = { "content-type": "application/x-www-form-urlencoded" };
      const body = Buffer.from([0xff, 0xfe, 0x00, 0x80]);
      assertShape((await fetch(url, { method: "POST", headers, body })).status, 404);
      await assertWell(target());
    },
  );
});

describe("a parameter that is JSON text", () => {
  const target = targetForEach();

  const BROKEN = [
    ["the half of an object", '{"type":"job"'],
    ["a comma too many", '{"type":"job",}'],
    ["single quotes", "{'type':'job'}"],
    ["no JSON at all", "<job/>"],
    ["a number", "1"],
    ["null", "null"],
    ["two objects", "{}{}"],
  ] as const;

  for (const [what, text] of BROKEN) {
    for (const name of ["TaskContent", "TaskParam"] as const) {
      itSettles(11, `is refused as ${name} where it is ${what}`, async (settle) => {
        const outcome = await tryCreate(target(), { [name]: text });
        settle(outcome, refused(`${name} is invalid.`, { FileId: null }));
      });
    }
  }

  itEmulated("is refused in the same words through every client", "open question 11", async () => {
    const broken = refused("TaskContent is invalid.", { FileId: null });
    const request = createRequest({ TaskContent: '{"type":"job"' });
    await assertThroughEach(target(), "CreateDISyncTask", request, broken);
    const generate = { ProjectId: PROJECT_ID, TaskType: "DI_REALTIME" };
    const script = { ...generate, TaskParam: creatingScript().slice(0, -1) };
    const noScript = refused("TaskParam is invalid.", { ProcessId: null });
    await assertThroughEach(target(), "GenerateDISyncTaskConfigForCreating", script, noScript);
  });

  for (const [what, text] of [
    ["100,000 lists deep", `{"steps":${"[".repeat(100_000)}${"]".repeat(100_000)}}`],
    ["100,000 objects deep", `${'{"a":'.repeat(100_000)}1${"}".repeat(100_000)}`],
  ] as const) {
    itEmulated(`is refused where it is ${what}`, OF_EMULATOR, async () => {
      const outcome = await tryCreate(target(), { TaskContent: text });
      assertOutcome(outcome, refused("TaskContent is invalid.", { FileId: null }));
      await assertWell(target());
    });
  }
});

describe("a path or method that the service does not have", () => {
  const target = targetForEach();

  for (const path of ["/elsewhere", "//", "/?Action=", "/%00", "/../etc"]) {
    itEmulated(`is not found: ${path}`, OF_EMULATOR, async () => {
      assertShape((await fetch(`${target().emulator.url}${path}`)).status, 404);
    });
  }

  for (const method of ["PUT", "DELETE", "HEAD", "OPTIONS", "PATCH"]) {
    itEmulated(`is not supported: ${method}`, OF_EMULATOR, async () => {
      assertShape((await fetch(target().emulator.url, { method })).status, 405);
    });
  }
});
