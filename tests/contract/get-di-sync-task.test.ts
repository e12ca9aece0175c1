import { dataOf } from "./clients/client";
import { CLIENT_NAMES } from "./clients/index";
import { done, unknownId } from "./support/answers";
import { assertThroughEach, itEmulated, itSettles } from "./support/cases";
import { FILE, parameterCases, PROJECT, taskType } from "./support/parameters.cases";
import { assertOutcome, assertShape, assumed, aText, nullOrAbsent, Shape } from "./support/shape";
import { targetForEach } from "./support/target-for-each";
import { create, createRunning, onTask, taskKey, UNKNOWN_ID } from "./support/tasks";

const ACTION = "GetDISyncTask";

const nothing = assumed(null, nullOrAbsent);
const NO_TASK = { Code: nothing, SolutionDetail: nothing, AlarmList: nothing };

/** The default content with sorted keys, and the keys of the page's sample added. */
const STORED =
  '{"extend":{"mode":"wizard","resourceGroup":"S_res_group_1_1"},"nodeDef":{},"order":{"hops":[]},' +
  '"setting":{"errorLimit":{}},"steps":[],"type":"job","version":"2.0"}';

const aList = new Shape("<a list>", (value) => value === null || Array.isArray(value));

describe(ACTION, () => {
  const target = targetForEach();
  const get = (fileId: string) => onTask(target(), ACTION, fileId);

  async function codeOf(fileId: string): Promise<string> {
    const { Code } = dataOf(await get(fileId));
    return Code as string;
  }

  parameterCases(
    ACTION,
    [PROJECT, FILE, taskType("DI_REALTIME", "DI_SOLUTION")],
    taskKey(UNKNOWN_ID),
    target,
  );

  it("refuses an unknown id, through every client", () =>
    assertThroughEach(target(), ACTION, taskKey(UNKNOWN_ID), unknownId(UNKNOWN_ID, NO_TASK)));

  it("finds no solution under the id of a task", async () => {
    const fileId = await create(target());
    const solution = { ...taskKey(fileId), TaskType: "DI_SOLUTION" };
    assertOutcome(await target().call(ACTION, solution), unknownId(fileId, NO_TASK));
  });

  it("finds no batch task", async () => {
    const batch = await create(target(), { TaskType: "DI_OFFLINE" });
    assertOutcome(await get(batch), unknownId(batch, NO_TASK));
  });

  it("finds no deleted task", async () => {
    const fileId = await create(target());
    await onTask(target(), "DeleteDISyncTask", fileId);
    assertOutcome(await get(fileId), unknownId(fileId, NO_TASK));
  });

  for (const client of CLIENT_NAMES) {
    it(`returns a task's content as JSON text, no solution and its alert rules, through ${client}`, async () => {
      const fileId = await create(target());
      const task = done({
        Code: assumed(STORED, aText),
        SolutionDetail: nothing,
        AlarmList: assumed([], aList),
      });
      assertOutcome(await onTask(target(), ACTION, fileId, {}, client), task);
    });
  }

  it("says nothing of the run state", async () => {
    const data = dataOf(await get(await createRunning(target())));
    const fields = Object.keys(data).filter((name) => name !== "Message");
    assertShape(fields.sort(), ["AlarmList", "Code", "SolutionDetail", "Status"]);
  });

  itSettles(19, "returns the content with sorted and added keys", async (settle) => {
    const TaskContent = '{"steps":[{"name":"s","stepType":"mysql"}],"order":{"hops":[]}}';
    const fileId = await create(target(), { TaskContent });
    const Code =
      '{"extend":{"mode":"wizard","resourceGroup":"S_res_group_1_1"},"nodeDef":{},"order":{"hops":[]},' +
      '"setting":{"errorLimit":{}},"steps":[{"displayName":"s","gui":{"x":100,"y":100},"name":"s","stepType":"mysql"}]}';
    settle(await get(fileId), done({ Code, SolutionDetail: null, AlarmList: [] }));
  });

  itSettles(19, "keeps every digit of a number", async (settle) => {
    const TaskContent = '{"setting":{"a":12345678901234567890,"b":1.0,"c":-0.10,"d":1e3}}';
    const fileId = await create(target(), { TaskContent });
    const Code =
      '{"extend":{"mode":"wizard","resourceGroup":"S_res_group_1_1"},"nodeDef":{},' +
      '"setting":{"a":12345678901234567890,"b":1.0,"c":-0.10,"d":1e3,"errorLimit":{}}}';
    settle(await get(fileId), done({ Code, SolutionDetail: null, AlarmList: [] }));
  });

  itEmulated("keeps text of every script", "it sends what a live task would choke on", async () => {
    const TaskContent = JSON.stringify({ note: '名 😀 " \\ / \u0000 <a&b> %20+' });
    const fileId = await create(target(), { TaskContent });
    const { note } = JSON.parse(await codeOf(fileId)) as { note: string };
    assertShape(note, '名 😀 " \\ / \u0000 <a&b> %20+');
  });

  itEmulated("lists alert rules in the form of its page", "no call writes them", async () => {
    const rule = {
      Id: 45242,
      RuleName: "alarm",
      Description: "",
      Enabled: true,
      Metric: "taskStatus",
      AlarmRuleList: [
        { Level: "WARNING", Threshold: 10, Comparator: ">", Duration: 15, Aggregator: "avg" },
      ],
      NotifyRule: { Warning: ["mail"], Critical: ["sms"], Interval: 15 },
    };
    const fileId = await create(target());
    target().emulator.console.changeTask(fileId, { alarmList: [rule] });
    const task = done({ Code: STORED, SolutionDetail: null, AlarmList: [rule] });
    await assertThroughEach(target(), ACTION, taskKey(fileId), task);
  });

  const QUIRK = "a switch of the emulator";

  itEmulated("writes Success and Fail under the quirk", QUIRK, async () => {
    const fileId = await create(target());
    target().emulator.setQuirks({ statusCase: "capitalised" });
    const statusOf = async (id: string) => dataOf(await get(id))["Status"];
    assertShape([await statusOf(fileId), await statusOf(UNKNOWN_ID)], ["Success", "Fail"]);
  });

  itEmulated("returns the content as it was sent under the quirk", QUIRK, async () => {
    const TaskContent = '{ "b": 1, "a": [ ] }';
    const fileId = await create(target(), { TaskContent });
    target().emulator.setQuirks({ normalise: false });
    assertShape(await codeOf(fileId), TaskContent);
  });
});
