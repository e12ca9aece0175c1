import assert from "node:assert/strict";
import { checkInputs } from "../../../../provider/lifecycle/check";
import type { DISyncTaskInputs } from "../../../../provider/lifecycle/model/inputs";
import type { GetConfig } from "../../../../provider/settings";

const valid = {
  projectId: "10000",
  region: "cn-shanghai",
  taskName: "orders",
  fileFolderPath: "Business Flow/quickstart/Data Integration",
  taskContent: { steps: [] },
};
const unknown = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
const unconfigured: GetConfig = () => undefined;

/** The inputs that are stored, where nothing is wrong. */
function inputsOf(news: object, olds: object = {}, getConfig = unconfigured): DISyncTaskInputs {
  const result = checkInputs({ ...olds }, { ...news }, getConfig);
  assert.ok("inputs" in result);
  return result.inputs;
}

/** What is wrong; an answer with inputs has no problems. */
function problemsOf(news: object): readonly string[] {
  const result = checkInputs({}, { ...news }, unconfigured);
  return "problems" in result ? result.problems : [];
}

describe("check", () => {
  it("stores the workspace id as a text and leaves out what is not set", () => {
    const news = {
      ...valid,
      projectId: 10000,
      cu: undefined,
      resourceGroup: null,
      __provider: "x",
    };
    assert.deepEqual(inputsOf(news), valid);
  });

  it("fills the region in from dataworks:region, then from alicloud:region", () => {
    const { region: _region, ...news } = valid;
    const both = (key: string) =>
      ({ "dataworks:region": "cn-beijing", "alicloud:region": "us-east-1" })[key];
    const alicloud = (key: string) => (key === "alicloud:region" ? "us-east-1" : undefined);
    assert.equal(inputsOf(news, {}, both).region, "cn-beijing");
    assert.equal(inputsOf(news, {}, alicloud).region, "us-east-1");
  });

  it("keeps the old form of a content that says the same", () => {
    const olds = { taskContent: '{"a": 1, "b": 9007199254740993}' };
    const news = { ...valid, taskContent: '{"b":9007199254740993,"a":1.0}' };
    assert.equal(inputsOf(news, olds).taskContent, olds.taskContent);
  });

  it("takes the new form of a content that says something else", () => {
    const olds = { taskContent: '{"b":9007199254740992}' };
    const news = { ...valid, taskContent: '{"b":9007199254740993}' };
    assert.equal(inputsOf(news, olds).taskContent, news.taskContent);
  });

  it("lets the unknown values of a preview pass", () => {
    const news = { ...valid, taskName: unknown, taskContent: { steps: [unknown] }, cu: unknown };
    assert.deepEqual(inputsOf(news), news);
    assert.deepEqual(problemsOf({ ...valid, taskContent: unknown }), []);
  });

  const refused: [string, object, string][] = [
    ["an empty name", { taskName: " " }, "taskName: must not be empty"],
    ["a missing name", { taskName: undefined }, "taskName: is missing"],
    ["an empty folder", { fileFolderPath: "" }, "fileFolderPath: must not be empty"],
    [
      "a missing content",
      { taskContent: undefined },
      "taskContent: is missing; set it, or set generate",
    ],
    ["a name that is no text", { taskName: 5 }, "taskName: must be a string"],
    ...[0, -1, 1.5, 10_000_000_001, "0", "10000000001", "1e4", "abc", "", true].map(
      (projectId): [string, object, string] => [
        `the workspace id ${JSON.stringify(projectId)}`,
        { projectId },
        "projectId: must be the workspace's id, an integer from 1 to 10000000000",
      ],
    ),
    ...[[], 5, "[]", "5", '"x"', "null"].map((taskContent): [string, object, string] => [
      `the content ${JSON.stringify(taskContent)}`,
      { taskContent },
      "taskContent: must be a JSON object or JSON string",
    ]),
    [
      "a content that does not parse",
      { taskContent: '{\n  "a": 1,\n  b: 2\n}' },
      "taskContent: is not JSON: parsing stops at position 14 (line 3, column 3)",
    ],
    [
      "a content that is no JSON at all",
      { taskContent: "steps: []" },
      "taskContent: is not JSON: parsing stops at position 0 (line 1, column 1)",
    ],
    [
      "a bare word in a list",
      { taskContent: '{"a": [1, x]}' },
      "taskContent: is not JSON: parsing stops at position 10 (line 1, column 11)",
    ],
    [
      "a content that ends too early",
      { taskContent: '{"a": 1' },
      "taskContent: is not JSON: parsing stops at position 7 (line 1, column 8)",
    ],
    ["an odd size", { cu: 1.2 }, "cu: must be a number above 0 and a multiple of 0.5"],
    ["no size at all", { cu: 0 }, "cu: must be a number above 0 and a multiple of 0.5"],
    [
      "a region that is part of a host name",
      { region: "evil.example/" },
      'region: must be a region id such as "cn-shanghai"',
    ],
    [
      "a region that is not set",
      { region: undefined },
      "region: is not set; set it in the program, or run: pulumi config set dataworks:region <region>",
    ],
    [
      "an unknown policy",
      { deletePolicy: "force" },
      'deletePolicy: must be "stopFirst" or "refuseIfRunning"',
    ],
    [
      "a time that is no duration",
      { customTimeouts: { delete: "20" } },
      'customTimeouts.delete: must be a duration such as "20m" or "1h30m"',
    ],
    [
      "an unknown time",
      { customTimeouts: { read: "2m" } },
      "customTimeouts.read: is unknown; there are create, update, delete",
    ],
    [
      "a mistyped input",
      { taskname: "orders2" },
      "taskname: is not an input of DISyncTask; the nearest one is taskName",
    ],
    [
      "a content beside a script",
      {
        generate: {
          setting: { taskType: "oneclick_to_holo" },
          steps: [
            { category: "reader", parameter: { connection: [{ table: ["orders"] }] } },
            { stepType: "holo", category: "writer" },
          ],
        },
      },
      "generate: cannot be combined with taskContent; set only one of the two",
    ],
    [
      "an unknown desired state",
      { desiredState: "paused" },
      'desiredState: must be "undeployed", "stopped" or "running"',
    ],
    [
      "a limit that is no count",
      { startParam: { errorLimit: { record: -1 } } },
      "startParam.errorLimit.record: must be a non-negative integer",
    ],
    [
      "an unknown start setting",
      { startParam: { offset: 5 } },
      "startParam.offset: is unknown; there are failoverLimit, errorLimit, ddlMarkMap",
    ],
    [
      "an unknown rule for a DDL statement",
      { startParam: { ddlMarkMap: { DROPTABLE: "STOP" } } },
      'startParam.ddlMarkMap.DROPTABLE: must be "NORMAL", "IGNORE", "WARNING" or "CRITICAL"',
    ],
    ["triggers that are no list", { restartTriggers: "v2" }, "restartTriggers: must be a list"],
    [
      "an unknown way with an existing task",
      { onExisting: "replace" },
      'onExisting: must be "fail" or "adopt"',
    ],
    [
      "an import that is no id",
      { import: "1000001" },
      "import: must be the id of a task, <projectId>:<fileId>",
    ],
    [
      "an import from another workspace",
      { import: "10001:1000001" },
      "import: names workspace 10001, but projectId is 10000",
    ],
    [
      "taskType, whatever its value",
      { taskType: "DI_REALTIME" },
      "taskType: cannot be set: every task of this provider is DI_REALTIME; a batch task (DI_OFFLINE) is a file that DeleteFile deletes",
    ],
  ];
  for (const [what, change, message] of refused) {
    it(`refuses ${what}`, () => {
      assert.deepEqual(problemsOf({ ...valid, ...change }), [message]);
    });
  }

  it("refuses nesting that would exhaust the stack", () => {
    let deep: object = {};
    for (let level = 0; level < 300; level++) {
      deep = { deep };
    }
    const text = `{"a":${"[".repeat(10_000)}${"]".repeat(10_000)}}`;
    for (const taskContent of [deep, text]) {
      assert.deepEqual(problemsOf({ ...valid, taskContent }), [
        "taskContent: is nested deeper than 200 levels",
      ]);
    }
  });

  it("names everything that is wrong at once", () => {
    assert.deepEqual(problemsOf({ ...valid, taskName: "", cu: 3.3 }), [
      "taskName: must not be empty",
      "cu: must be a number above 0 and a multiple of 0.5",
    ]);
  });
});
