import { dataOf } from "./clients/client";
import { CLIENT_NAMES } from "./clients/index";
import { done, refused, unknownId } from "./support/answers";
import { assertThroughEach, itEmulated, itSettles } from "./support/cases";
import { FILE, parameterCases, PROJECT, taskType } from "./support/parameters.cases";
import { CONTENT, RESOURCE_GROUP } from "./support/settings";
import { assertOutcome, assertShape } from "./support/shape";
import { targetForEach } from "./support/target-for-each";
import { create, createRunning, onTask, taskKey, UNKNOWN_ID } from "./support/tasks";

const ACTION = "UpdateDISyncTask";
const CHANGED = '{"type":"job","version":"2.0","steps":[],"order":{"hops":[]},"changed":true}';

describe(ACTION, () => {
  const target = targetForEach();

  async function isChanged(fileId: string): Promise<boolean> {
    const { Code } = dataOf(await onTask(target(), "GetDISyncTask", fileId));
    return (JSON.parse(Code as string) as { changed?: boolean }).changed === true;
  }

  parameterCases(
    ACTION,
    [
      PROJECT,
      FILE,
      taskType("DI_OFFLINE", "DI_REALTIME", "DI_SOLUTION"),
      { name: "TaskContent", type: "String" },
      { name: "TaskParam", type: "String" },
    ],
    { ...taskKey(UNKNOWN_ID), TaskContent: CONTENT },
    target,
  );

  it("refuses an unknown batch task, through every client", () => {
    const batch = { ...taskKey(UNKNOWN_ID), TaskType: "DI_OFFLINE", TaskContent: CONTENT };
    return assertThroughEach(target(), ACTION, batch, unknownId(UNKNOWN_ID));
  });

  itSettles(6, "refuses an unknown real-time task", async (settle) => {
    const outcome = await onTask(target(), ACTION, UNKNOWN_ID, { TaskContent: CONTENT });
    settle(outcome, unknownId(UNKNOWN_ID));
  });

  for (const client of CLIENT_NAMES) {
    it(`changes the content of a batch task, through ${client}`, async () => {
      const fileId = await create(target(), { TaskType: "DI_OFFLINE" });
      const change = { TaskType: "DI_OFFLINE", TaskContent: CHANGED };
      assertOutcome(await onTask(target(), ACTION, fileId, change, client), done());
    });

    itSettles(6, `changes the content of a real-time task, through ${client}`, async (settle) => {
      const fileId = await create(target());
      settle(await onTask(target(), ACTION, fileId, { TaskContent: CHANGED }, client), done());
    });
  }

  itEmulated("shows the new content at once", "open question 6", async () => {
    const fileId = await create(target());
    await onTask(target(), ACTION, fileId, { TaskContent: CHANGED });
    assertShape(await isChanged(fileId), true);
  });

  itEmulated("makes an uncommitted version", "open question 6", async () => {
    const fileId = await create(target());
    await onTask(target(), "DeployDISyncTask", fileId);
    await onTask(target(), ACTION, fileId, { TaskContent: CHANGED });
    const { commitStatus, currentVersion, deployedVersion } = target().emulator.task(fileId)!;
    assertShape([commitStatus, currentVersion, deployedVersion], [0, 2, 1]);
  });

  itSettles(6, "leaves the content where none is given", async (settle) => {
    const fileId = await create(target(), { TaskContent: CHANGED });
    const TaskParam = JSON.stringify({ ResourceGroup: RESOURCE_GROUP });
    settle(await onTask(target(), ACTION, fileId, { TaskParam }), done());
    assertShape(await isChanged(fileId), true);
  });

  itSettles(6, "takes the change of a running task, which runs on", async (settle) => {
    const fileId = await createRunning(target());
    settle(await onTask(target(), ACTION, fileId, { TaskContent: CHANGED }), done());
    const { Status } = dataOf(await onTask(target(), "GetDISyncInstanceInfo", fileId));
    assertShape(Status, "RUN");
  });

  it("refuses a resource group that is not there, in the words of its page", async () => {
    const fileId = await create(target(), { TaskType: "DI_OFFLINE" });
    const TaskParam = '{"ResourceGroup":"S_res_group_XXX"}';
    const outcome = await onTask(target(), ACTION, fileId, { TaskType: "DI_OFFLINE", TaskParam });
    assertOutcome(outcome, refused("ResourceGroup:[S_res_group_XXX] is invalid."));
  });

  for (const [name, text, message] of [
    ["TaskContent", "{", "TaskContent is invalid."],
    ["TaskContent", "7", "TaskContent is invalid."],
    ["TaskParam", "}", "TaskParam is invalid."],
    ["TaskParam", '{"Cu":0.3}', "Cu:[0.3] is invalid."],
  ] as const) {
    itSettles(11, `refuses ${text} as ${name}`, async (settle) => {
      const fileId = await create(target());
      settle(await onTask(target(), ACTION, fileId, { [name]: text }), refused(message));
    });
  }

  itEmulated("changes nothing when it refuses", "open question 11", async () => {
    const fileId = await create(target());
    await onTask(target(), ACTION, fileId, { TaskContent: CHANGED, TaskParam: '{"Cu":0.3}' });
    assertShape(await isChanged(fileId), false);
  });

  it("refuses a deleted task", async () => {
    const fileId = await create(target());
    await onTask(target(), "DeleteDISyncTask", fileId);
    const outcome = await onTask(target(), ACTION, fileId, { TaskContent: CHANGED });
    assertShape(dataOf(outcome)["Status"], "fail");
  });

  it("refuses a task under the type of another", async () => {
    const fileId = await create(target());
    const change = { TaskType: "DI_OFFLINE", TaskContent: CHANGED };
    assertOutcome(await onTask(target(), ACTION, fileId, change), unknownId(fileId));
  });

  itEmulated(
    "refuses every real-time task under the quirk",
    "a switch of the emulator",
    async () => {
      const fileId = await create(target());
      target().emulator.setQuirks({ updateRealtime: "reject" });
      const change = { ...taskKey(fileId), TaskContent: CHANGED };
      const expected = refused("TaskType:[DI_REALTIME] is invalid.");
      await assertThroughEach(target(), ACTION, change, expected);
      assertShape(await isChanged(fileId), false);
    },
  );
});
