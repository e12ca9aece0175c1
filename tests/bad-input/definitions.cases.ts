import * as fc from "fast-check";
import { CONTENT, SCRIPT, type BadProgram, type Row } from "./bad-program";

const CANARY = "canary-of-content";
const NO_OBJECT = "taskContent: must be a JSON object or JSON string";
const NO_SCRIPT =
  "generate: must be an object; mysqlToHologres, mysqlToMaxCompute and mysqlToKafka make one";

function content(taskContent: unknown, message: string | RegExp): BadProgram {
  return { args: { taskContent }, message };
}

function generate(script: unknown, message: string): BadProgram {
  return { args: { taskContent: undefined, generate: script }, message };
}

const brokenText = fc
  .tuple(fc.nat({ max: 60 }), fc.constantFrom(",,", "}", "'", "\\", "\0", "NaN", "undefined", "{"))
  .map(([at, token]) => {
    const text = JSON.stringify({ a: { b: [1, 2, { c: CANARY }] }, password: CANARY });
    return `${text.slice(0, at)}${token}${text.slice(at)}`;
  })
  .filter((text) => {
    try {
      JSON.parse(text);
      return false;
    } catch {
      return true;
    }
  });

const contentRows: Row[] = [
  {
    property: "taskContent",
    kind: "another type",
    program: fc
      .oneof(fc.integer(), fc.boolean(), fc.array(fc.integer()))
      .map((value) => content(value, NO_OBJECT)),
  },
  {
    property: "taskContent",
    kind: "text of no object",
    program: fc
      .oneof(fc.integer(), fc.boolean(), fc.constant(null), fc.string(), fc.array(fc.integer()))
      .map((value) => content(JSON.stringify(value), NO_OBJECT)),
  },
  {
    property: "taskContent",
    kind: "text that is no JSON",
    program: brokenText.map((text) =>
      content(
        text,
        /^taskContent: is not JSON: parsing stops at position \d+ \(line 1, column \d+\)$/,
      ),
    ),
  },
  {
    property: "taskContent",
    kind: "text that ends too early",
    program: fc.nat({ max: 40 }).map((length) => {
      const text = JSON.stringify({ password: CANARY, steps: [{ name: "reader" }] }).slice(
        0,
        length,
      );
      return content(
        text,
        `taskContent: is not JSON: parsing stops at position ${text.length} (line 1, column ${text.length + 1})`,
      );
    }),
  },
  {
    property: "taskContent",
    kind: "text nested too deep",
    program: fc
      .constantFrom(200, 1_000, 50_000)
      .map((levels) =>
        content(
          `{"a":${"[".repeat(levels)}${"]".repeat(levels)}}`,
          "taskContent: is nested deeper than 200 levels",
        ),
      ),
  },
  {
    property: "taskContent",
    kind: "very long text that is no JSON",
    program: fc
      .constantFrom('"', "\\n", "[", "1", " ")
      .map((token) =>
        content(
          `{"a":"${token.repeat(1_000_000)}`,
          /^taskContent: is not JSON: parsing stops at position \d+ \(line 1, column \d+\)$/,
        ),
      ),
  },
  {
    property: "taskContent",
    kind: "missing, and no generate",
    program: fc
      .constantFrom(undefined, null)
      .map((value) => content(value, "taskContent: is missing; set it, or set generate")),
  },
  {
    property: "generate",
    kind: "beside taskContent",
    program: fc.constantFrom<unknown>(CONTENT, JSON.stringify(CONTENT)).map((taskContent) => ({
      args: { taskContent, generate: SCRIPT },
      message: "generate: cannot be combined with taskContent; set only one of the two",
    })),
  },
];

const step = (index: number, change: object) => ({
  ...SCRIPT,
  steps: SCRIPT.steps.map((one, at) => (at === index ? { ...one, ...change } : one)),
});

const generateRows: Row[] = [
  {
    property: "generate",
    kind: "another type",
    program: fc
      .oneof(fc.integer(), fc.boolean(), fc.string(), fc.array(fc.integer()), fc.constant({}))
      .map((value) => generate(value, NO_SCRIPT)),
  },
  {
    property: "generate.setting.taskType",
    kind: "an unknown word",
    program: fc
      .oneof(
        fc.constantFrom<unknown>("", "oneclick_to_mysql", "constructor", 1, null, []),
        fc.string(),
      )
      .map((taskType) =>
        generate(
          { ...SCRIPT, setting: { taskType } },
          "generate.setting.taskType: must be one of oneclick_to_holo, oneclick_to_odps, oneclick_to_kafka",
        ),
      ),
  },
  {
    property: "generate.steps",
    kind: "no reader or writer",
    program: fc
      .constantFrom<unknown>(
        { ...SCRIPT, steps: [] },
        { ...SCRIPT, steps: "reader" },
        { ...SCRIPT, steps: [1, null, "a", []] },
        { ...SCRIPT, steps: SCRIPT.steps.slice(0, 1) },
        { ...SCRIPT, steps: SCRIPT.steps.slice(1) },
        step(1, { stepType: "kafka" }),
      )
      .map((script) =>
        generate(script, 'generate.steps: must contain a reader and a writer of stepType "holo"'),
      ),
  },
  {
    property: "generate.steps",
    kind: "no table",
    program: fc
      .constantFrom<unknown>(
        null,
        1,
        {},
        { connection: [] },
        { connection: [{}] },
        { connection: [{ table: [] }] },
        { connection: { table: ["a"] } },
      )
      .map((parameter) =>
        generate(
          step(0, { parameter }),
          "generate.steps: must name at least one table in the reader's connection",
        ),
      ),
  },
];

export const DEFINITION_ROWS: readonly Row[] = [...contentRows, ...generateRows];
