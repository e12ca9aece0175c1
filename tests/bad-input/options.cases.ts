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

export const OPTION_ROWS: readonly Row[] = [...optionRows, ...transformRows, ...getRows];
