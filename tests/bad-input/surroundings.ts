import * as pulumi from "@pulumi/pulumi";
import * as fc from "fast-check";
import { refusedByClass, type BadProgram, type Row } from "./bad-program";

const DURATION = 'must be a duration such as "20m" or "1h30m"';

const timeouts = (customTimeouts: unknown, path: string, text: string): BadProgram => ({
  options: { customTimeouts },
  message: refusedByClass(`customTimeouts${path}`, text),
});

const noDuration = fc.oneof(
  fc.constantFrom<unknown>(
    "",
    "soon",
    "5",
    "-5m",
    "0s",
    "5 m",
    "1d",
    "NaN",
    "1e3s",
    "Infinity",
    "５m",
    "m",
    "1h-3m",
  ),
  fc.constantFrom<unknown>(5, Number.NaN, null, true, [], {}, ["5m"], 5n, () => "5m", Symbol("5m")),
  fc.constantFrom(`${"9".repeat(400)}h`, "9".repeat(1_000_000), "1m".repeat(100_000).concat("x")),
);

const optionRows: Row[] = [
  {
    property: "customTimeouts",
    kind: "no duration",
    program: fc
      .tuple(fc.constantFrom("create", "update", "delete"), noDuration)
      .map(([name, value]) => timeouts({ [name]: value }, `.${name}`, DURATION)),
  },
  {
    property: "customTimeouts",
    kind: "an unknown field",
    program: fc
      .constantFrom("read", "Create", "toString")
      .map((name) =>
        timeouts({ [name]: "5m" }, `.${name}`, "is unknown; there are create, update, delete"),
      ),
  },
  {
    property: "customTimeouts",
    kind: "another type",
    program: fc
      .constantFrom<unknown>("5m", 5, true, ["5m"])
      .map((value) => timeouts(value, "", "must be an object with create, update, delete")),
  },
  {
    property: "import",
    kind: "no id of a task",
    program: fc
      .constantFrom<unknown>(
        "",
        "1000001",
        "10000:",
        ":1",
        "10000:0",
        "10000:x",
        "10000:1:2",
        "a:b",
        " 10000:1",
        "10000:-1",
        10000,
        true,
        [],
        {},
      )
      .map((value) => ({
        options: { import: value },
        message: "import: must be the id of a task, <projectId>:<fileId>",
      })),
  },
  {
    property: "import",
    kind: "of another workspace",
    program: fc.integer({ min: 10_001, max: 99_999 }).map((workspace) => ({
      options: { import: `${workspace}:1000001` },
      message: `import: names workspace ${workspace}, but projectId is 10000`,
    })),
  },
  {
    property: "args",
    kind: "no object",
    program: fc
      .constantFrom<unknown>([], "orders", 5, true, () => ({}))
      .map((args) => ({
        args: args as object,
        message: refusedByClass("args", "must be an object with the inputs of the task"),
      })),
  },
];

const KNOWN = [
  "projectId",
  "region",
  "taskName",
  "fileFolderPath",
  "taskContent",
  "generate",
  "resourceGroup",
];
const misspelt = fc
  .tuple(fc.constantFrom(...KNOWN), fc.nat({ max: 5 }), fc.constantFrom("drop", "double", "case"))
  .map(([name, at, way]) => {
    const letter = name.charAt(at);
    const changed = { drop: "", double: letter + letter, case: letter.toUpperCase() }[way] ?? "";
    return { name, typed: `${name.slice(0, at)}${changed}${name.slice(at + 1)}` };
  })
  .filter(({ typed }) => !KNOWN.includes(typed));

const nameRows: Row[] = [
  {
    property: "another name",
    kind: "misspelt",
    program: misspelt.map(({ name, typed }) => ({
      args: { [typed]: "x" },
      message: `${typed}: is not an input of DISyncTask; the nearest one is ${name}`,
    })),
  },
  {
    property: "another name",
    kind: "an output",
    program: fc
      .constantFrom(
        "fileId",
        "liveName",
        "liveState",
        "deployed",
        "emulated",
        "applied",
        "serverDigest",
        "takenOver",
      )
      .map((name) => ({
        args: { [name]: "x" },
        message: new RegExp(`^${name}: is not an input of DISyncTask; the nearest one is \\w+$`),
      })),
  },
  {
    property: "another name",
    kind: "very long",
    program: fc.integer({ min: 1_000, max: 1_000_000 }).map((length) => ({
      args: { ["x".repeat(length)]: 1 },
      message: new RegExp(`^x{100}: is not an input of DISyncTask; the nearest one is \\w+$`),
    })),
  },
  {
    property: "another name",
    kind: "kept by the SDK",
    program: fc
      .constantFrom("id", "urn", "__provider", "__proto__", "__defaults", "__")
      .map((name) => ({
        args: JSON.parse(`{"${name}":"x"}`) as object,
        message: refusedByClass(name, "is not an input of DISyncTask"),
      })),
  },
  {
    property: "taskType",
    kind: "of a batch task",
    program: fc.constantFrom("DI_OFFLINE", "DI_REALTIME", "").map((taskType) => ({
      args: { taskType },
      message:
        "taskType: cannot be set: every task of this provider is DI_REALTIME; a batch task (DI_OFFLINE) is a file that DeleteFile deletes",
    })),
  },
];

/** Puts a value in after the class has looked. */
const transformedBy = (props: object) => ({
  transformations: [
    (given: { props: object; opts: object }) => ({
      props: { ...given.props, ...props },
      opts: given.opts,
    }),
  ],
});

const transformRows: Row[] = [
  {
    property: "transformations",
    kind: "no finite number",
    program: fc
      .tuple(
        fc.constantFrom("cu", "projectId", "taskName", "startParam", "desiredState"),
        fc.constantFrom(Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY),
      )
      .map(([name, value]) => ({
        options: transformedBy({ [name]: value }),
        message: `${name}: is ${value}, which JSON does not have`,
      })),
  },
  {
    property: "transformations",
    kind: "no finite number inside",
    program: fc.constantFrom(Number.NaN, Number.POSITIVE_INFINITY).map((value) => ({
      options: transformedBy({ taskContent: { steps: [{ size: value }] } }),
      message: `taskContent.steps[0].size: is ${value}, which JSON does not have`,
    })),
  },
  {
    property: "transformations",
    kind: "a deep nesting",
    program: fc
      .tuple(
        fc.constantFrom("taskContent", "restartTriggers", "startParam"),
        fc.constantFrom(201, 300),
      )
      .map(([name, levels]) => {
        let value: unknown = 1;
        for (let level = 0; level < levels; level++) {
          value = [value];
        }
        return {
          options: transformedBy({ [name]: value }),
          message: `${name}: is nested deeper than 200 levels`,
        };
      }),
  },
];

/** Each setting of the surroundings, where it can be wrong, and what is said. */
const SETTINGS: readonly [
  variable: string,
  key: string | undefined,
  texts: readonly string[],
  message: (origin: string, text: string) => string,
][] = [
  [
    "DATAWORKS_ENDPOINT",
    "dataworks:endpoint",
    [
      "ftp://127.0.0.1:1",
      "file:///etc/passwd",
      "javascript:1",
      "http://user@127.0.0.1:1",
      "http://user:canary@127.0.0.1:1",
    ],
    (origin) =>
      `${origin} cannot be used: it must be a URL that starts with https:// or http://, without a user name.`,
  ],
  [
    "DATAWORKS_ENDPOINT",
    "dataworks:endpoint",
    [
      "127.0.0.1",
      "//127.0.0.1",
      "http://",
      "http://[::1",
      "http://127.0.0.1:99999",
      "dataworks.cn-shanghai.aliyuncs.com",
    ],
    (origin) =>
      `${origin} is no URL: it must be a URL that starts with https:// or http://, without a user name.`,
  ],
  [
    "DATAWORKS_MAX_RETRIES",
    "dataworks:maxRetries",
    ["many", "-1", "1.5", "1e3", "99999", "NaN", "５"],
    (origin, text) => `${origin} is "${text}": it must be a whole number from 0 to 9999.`,
  ],
  [
    "DATAWORKS_MAX_CALLS_PER_SECOND",
    "dataworks:maxCallsPerSecond",
    ["fast", "0", "-1", "NaN", "Infinity"],
    (origin, text) => `${origin} is "${text}": it must be a number of calls per second above 0.`,
  ],
  [
    "DATAWORKS_MISSING_ON_DELETE",
    "dataworks:missingOnDelete",
    ["Error", "success", "yes"],
    (origin, text) => `${origin} is "${text}": it must be "error" or "succeed".`,
  ],
  [
    "DATAWORKS_DELETE_TIMEOUT",
    undefined,
    ["soon", "5", "-5m", "0s"],
    (origin, text) => `${origin} is "${text}": it must be a duration such as "60m" or "1h30m".`,
  ],
];

const settingRows: Row[] = SETTINGS.flatMap(([variable, key, texts, message]) => [
  {
    property: variable,
    kind: "in the environment",
    program: fc
      .constantFrom(...texts)
      .map((text) => ({ environment: { [variable]: text }, message: message(variable, text) })),
  },
  ...(key === undefined
    ? []
    : [
        {
          property: key,
          kind: "in the configuration",
          program: fc.constantFrom(...texts).map((text) => ({
            config: {
              [key]: text,
              "dataworks:explicit": "true",
              "dataworks:region": "cn-shanghai",
            },
            message: message(`${key} (or ${variable})`, text),
          })),
        },
      ]),
]);

const GOOD_UNKNOWN_PLACES: readonly ((unknown: unknown) => object)[] = [
  ...["projectId", "region", "taskName", "fileFolderPath", "resourceGroup", "taskContent"].map(
    (name) => (unknown: unknown) => ({ [name]: unknown }),
  ),
  (unknown) => ({ taskContent: { steps: [unknown, { a: unknown }] } }),
  (unknown) => ({ taskContent: undefined, generate: unknown }),
  (unknown) => ({ taskContent: undefined, generate: { setting: unknown, steps: [unknown] } }),
  (unknown) => ({ desiredState: unknown, deletePolicy: unknown, onExisting: unknown }),
  (unknown) => ({ startParam: { failoverLimit: unknown, errorLimit: { record: unknown } } }),
  (unknown) => ({ restartTriggers: [unknown] }),
];

/** An unknown value is right wherever it stands; the fault beside it is found all the same. */
const unknownRows: Row[] = GOOD_UNKNOWN_PLACES.map((place, index) => ({
  property: "an unknown value",
  kind: `at place ${index + 1}`,
  program: fc
    .constantFrom<[object, string]>(
      [{ cu: 0.7 }, "cu: must be a number above 0 and a multiple of 0.5"],
      [
        { customTimeouts: 5 },
        refusedByClass("customTimeouts", "must be an object with create, update, delete"),
      ],
      [{ taskname: "x" }, "taskname: is not an input of DISyncTask; the nearest one is taskName"],
    )
    .map(([fault, message]) => ({
      args: { ...place(pulumi.output(pulumi.unknown)), ...fault },
      isPreview: true,
      message,
    })),
}));

const getRows: Row[] = [
  {
    property: "id",
    kind: "of no task, in get",
    program: fc
      .constantFrom(
        "orders",
        "1000001",
        "10000:",
        ":1",
        "10000:x",
        "10000:1:2",
        "10000-1",
        " 10000:1",
      )
      .map((id) => ({
        get: id,
        message: `"${id}" is not the id of a task: it must be <projectId>:<fileId>.`,
      })),
  },
];

export const SURROUNDING_ROWS: readonly Row[] = [
  ...optionRows,
  ...nameRows,
  ...transformRows,
  ...settingRows,
  ...unknownRows,
  ...getRows,
];
