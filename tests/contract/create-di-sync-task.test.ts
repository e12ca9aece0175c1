import { dataOf } from "./clients/client";
import { CLIENT_NAMES } from "./clients/index";
import { done, gatewayRefusal, refused } from "./support/answers";
import { assertThroughEach, itEmulated, itSettles } from "./support/cases";
import { parameterCases, PROJECT, taskType } from "./support/parameters.cases";
import { CONTENT } from "./support/settings";
import { aLong, assertOutcome, assertShape, assumed, nullOrAbsent } from "./support/shape";
import { targetForEach } from "./support/target-for-each";
import { createFolder, createRequest, fileOf, onTask, taskParam, tryCreate } from "./support/tasks";

const ACTION = "CreateDISyncTask";
const CREATED = done({ FileId: aLong });

function refusal(message: unknown) {
  return refused(message, { FileId: assumed(null, nullOrAbsent) });
}

describe(ACTION, () => {
  const target = targetForEach();

  parameterCases(
    ACTION,
    [
      PROJECT,
      taskType("DI_OFFLINE", "DI_REALTIME", "DI_SOLUTION"),
      { name: "TaskContent", type: "String", required: true },
      { name: "TaskParam", type: "String" },
      { name: "TaskName", type: "String" },
      { name: "ClientToken", type: "String" },
    ],
    createRequest(),
    target,
  );

  for (const client of CLIENT_NAMES) {
    itSettles(7, `makes a real-time task, through ${client}`, async (settle) => {
      const TaskName = target().newName();
      const outcome = await tryCreate(target(), { TaskName }, client);
      settle(outcome, CREATED);
      const { FileName, FileType, CommitStatus } = await fileOf(
        target(),
        String(dataOf(outcome)["FileId"]),
      );
      const file = { FileName: TaskName, FileType: 900, CommitStatus: 0 };
      assertShape({ FileName, FileType, CommitStatus }, file);
    });

    it(`makes a batch task, a file of type 23, through ${client}`, async () => {
      const outcome = await tryCreate(target(), { TaskType: "DI_OFFLINE" }, client);
      assertOutcome(outcome, CREATED);
      assertShape((await fileOf(target(), String(dataOf(outcome)["FileId"])))["FileType"], 23);
    });
  }

  it("gives each task an id of its own", async () => {
    const { FileId: first } = dataOf(await tryCreate(target()));
    const { FileId: second } = dataOf(await tryCreate(target()));
    assertShape(first === second, false);
  });

  itSettles(18, "takes every parameter in the form", async (settle) => {
    settle(await tryCreate(target(), {}, "raw RPC"), CREATED);
  });

  itEmulated("numbers its files from 1000001", "ids of the service are its own", async () => {
    const outcome = await tryCreate(target());
    assertOutcome(outcome, done({ FileId: 1_000_001 }));
  });

  itEmulated(
    "refuses a folder that is not there, through every client",
    "the service's words depend on the language",
    async () => {
      const path = "Business Flow/nowhere/Data Integration";
      const request = createRequest({ TaskParam: taskParam({ FileFolderPath: path }) });
      await assertThroughEach(target(), ACTION, request, refusal(`Invalid path: ${path}`));
    },
  );

  for (const [what, path] of [
    ["without the layer of Data Integration", "Business Flow/quickstart"],
    ["of another layer", "Business Flow/quickstart/MaxCompute"],
    ["with another root", "Other Flow/quickstart/Data Integration"],
    ["that is empty", ""],
  ] as const) {
    itSettles(11, `refuses a folder path ${what}`, async (settle) => {
      const TaskParam = taskParam({ FileFolderPath: path });
      settle(await tryCreate(target(), { TaskParam }), refusal(`Invalid path: ${path}`));
    });
  }

  for (const path of [
    "业务流程/quickstart/数据集成",
    "Business Flow/quickstart/folderDi",
    "workflow/quickstart/data integration",
    "/Business Flow//quickstart/Data Integration/",
  ]) {
    itEmulated(`takes the folder path ${path}`, "the folder is the emulator's own", async () => {
      const TaskParam = taskParam({ FileFolderPath: path });
      const outcome = await tryCreate(target(), { TaskParam });
      assertOutcome(outcome, CREATED);
      const wanted = { NeedAbsoluteFolderPath: "true" };
      const fileId = String(dataOf(outcome)["FileId"]);
      const { AbsoluteFolderPath } = await fileOf(target(), fileId, wanted);
      assertShape(AbsoluteFolderPath, "业务流程/quickstart/数据集成");
    });
  }

  it("refuses a resource group that is not there", async () => {
    const group = "S_res_group_0_0";
    const outcome = await tryCreate(target(), {
      TaskParam: taskParam({ ResourceGroup: group }),
    });
    assertOutcome(outcome, refusal(`ResourceGroup:[${group}] is invalid.`));
  });

  for (const [what, cu, text] of [
    ["no multiple of 0.5", 0.7, "0.7"],
    ["zero", 0, "0"],
    ["negative", -1, "-1"],
    ["no number", "two", "two"],
  ] as const) {
    itSettles(11, `refuses a Cu that is ${what}`, async (settle) => {
      const outcome = await tryCreate(target(), { TaskParam: taskParam({ Cu: cu }) });
      settle(outcome, refusal(`Cu:[${text}] is invalid.`));
    });
  }

  itEmulated("takes a Cu of 1.5", "only serverless groups have one", async () => {
    const outcome = await tryCreate(target(), { TaskParam: taskParam({ Cu: 1.5 }) });
    assertShape(target().emulator.task(String(dataOf(outcome)["FileId"]))?.cu, 1.5);
  });

  for (const [name, text, message] of [
    ["TaskContent", "{", "TaskContent is invalid."],
    ["TaskContent", "[]", "TaskContent is invalid."],
    ["TaskContent", '"text"', "TaskContent is invalid."],
    ["TaskParam", "{", "TaskParam is invalid."],
    ["TaskParam", "[]", "TaskParam is invalid."],
  ] as const) {
    itSettles(11, `refuses ${text} as ${name}`, async (settle) => {
      settle(await tryCreate(target(), { [name]: text }), refusal(message));
    });
  }

  itSettles(4, "refuses a task without a name", async (settle) => {
    settle(await tryCreate(target(), { TaskName: "" }), refusal("TaskName is invalid."));
  });

  itSettles(4, "refuses a name that the folder already holds", async (settle) => {
    const TaskName = target().newName();
    await tryCreate(target(), { TaskName });
    const outcome = await tryCreate(target(), { TaskName });
    settle(outcome, refusal(`TaskName:[${TaskName}] already exists.`));
  });

  itSettles(4, "takes a name again whose task was deleted", async (settle) => {
    const TaskName = target().newName();
    const { FileId } = dataOf(await tryCreate(target(), { TaskName }));
    await onTask(target(), "DeleteDISyncTask", String(FileId));
    settle(await tryCreate(target(), { TaskName }), CREATED);
  });

  itSettles(4, "takes a name that another folder holds", async (settle) => {
    const TaskName = target().newName();
    await tryCreate(target(), { TaskName });
    const TaskParam = taskParam({ FileFolderPath: await createFolder(target()) });
    settle(await tryCreate(target(), { TaskName, TaskParam }), CREATED);
  });

  itEmulated("makes no solution", "the emulator has none", async () => {
    const request = createRequest({ TaskType: "DI_SOLUTION" });
    const message = "TaskType:[DI_SOLUTION] is invalid.";
    await assertThroughEach(target(), ACTION, request, refusal(message));
  });

  describe("with a ClientToken", () => {
    for (const client of CLIENT_NAMES) {
      itSettles(5, `answers a repeat with the same task, through ${client}`, async (settle) => {
        const same = { TaskName: target().newName(), ClientToken: target().newName() };
        const first = await tryCreate(target(), same, client);
        const { FileId } = dataOf(first);
        settle(await target().call(ACTION, createRequest(same), client), done({ FileId }));
      });
    }

    itSettles(5, "refuses other parameters", async (settle) => {
      const ClientToken = target().newName();
      await tryCreate(target(), { ClientToken });
      const message =
        "Request uses a client token in a previous request but is not identical to that request.";
      const expected = gatewayRefusal(400, "IdempotentParameterMismatch", message);
      settle(await tryCreate(target(), { ClientToken }), expected);
    });

    itSettles(5, "does not remember a refusal", async (settle) => {
      const same = { TaskName: target().newName(), ClientToken: target().newName() };
      const TaskParam = taskParam({ ResourceGroup: "S_res_group_0_0" });
      await tryCreate(target(), { ...same, TaskParam });
      settle(await tryCreate(target(), same), CREATED);
    });

    itEmulated("makes a second task under the quirk", "a switch of the emulator", async () => {
      target().emulator.setQuirks({ clientToken: "ignored", duplicateName: "allow" });
      const same = { TaskName: target().newName(), ClientToken: "token" };
      const { FileId: first } = dataOf(await tryCreate(target(), same));
      const { FileId: second } = dataOf(await tryCreate(target(), same));
      assertShape([first, second], [1_000_001, 1_000_002]);
    });
  });

  it("takes a content of a megabyte, through every client", async () => {
    const note = "n".repeat(1_000_000);
    const TaskContent = `${CONTENT.slice(0, -1)},"note":"${note}"}`;
    for (const client of CLIENT_NAMES) {
      assertOutcome(await tryCreate(target(), { TaskContent }, client), CREATED, client);
    }
  });
});
