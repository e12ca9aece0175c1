import * as pulumi from "@pulumi/pulumi";
import * as fc from "fast-check";
import { CONTENT, refusedByClass, SCRIPT, type BadProgram, type Row } from "./bad-program";

/** A value that does not arrive as it is. */
interface Kind {
  readonly name: string;
  readonly value: fc.Arbitrary<unknown>;
  readonly text: string | ((value: unknown) => string);
  /** What comes after the path of the value itself. */
  readonly below?: string;
  /** The path is that of the whole input. */
  readonly isWhole?: boolean;
  /** An output of it never is: the SDK empties it, or follows it for ever, in the program's own call. */
  readonly isLostInOutput?: boolean;
}

function nested(levels: number, inLists: boolean): unknown {
  let value: unknown = 1;
  for (let level = 0; level < levels; level++) {
    value = inLists ? [value] : { a: value };
  }
  return value;
}

function cycle(inLists: boolean): unknown {
  if (inLists) {
    const list: unknown[] = [];
    list.push(list);
    return list;
  }
  const object: Record<string, unknown> = {};
  object["again"] = object;
  return object;
}

const notPlain = (tag: string) => `is a ${tag}, not a plain object or a list`;

const KINDS: readonly Kind[] = [
  {
    name: "a function",
    value: fc.func(fc.anything()),
    text: "is a function, which cannot be sent",
  },
  {
    name: "a symbol",
    value: fc.string().map((text) => Symbol(text)),
    text: "is a symbol, which cannot be sent",
  },
  {
    name: "a bigint",
    value: fc.bigInt(),
    text: "is a bigint, which cannot be sent; write it as a string",
  },
  {
    name: "no finite number",
    value: fc.constantFrom(Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY),
    text: (value) => `is ${String(value)}, which JSON does not have`,
  },
  {
    name: "half of a surrogate pair",
    value: fc
      .tuple(fc.string(), fc.integer({ min: 0xd800, max: 0xdfff }), fc.string())
      .map(([before, half, after]) => `${before}${String.fromCharCode(half)}${after}`),
    text: "contains half of a surrogate pair",
  },
  {
    name: "a date",
    value: fc.date({ noInvalidDate: false }),
    text: notPlain("Date"),
    isLostInOutput: true,
  },
  {
    name: "a map",
    value: fc.constant(new Map([["a", 1]])),
    text: notPlain("Map"),
    isLostInOutput: true,
  },
  { name: "a set", value: fc.constant(new Set([1])), text: notPlain("Set"), isLostInOutput: true },
  {
    name: "a regular expression",
    value: fc.constant(/a/),
    text: notPlain("RegExp"),
    isLostInOutput: true,
  },
  { name: "bytes", value: fc.uint8Array(), text: notPlain("Uint8Array"), isLostInOutput: true },
  {
    name: "a boxed text",
    value: fc.string().map((text) => Object(text) as unknown),
    text: notPlain("String"),
    isLostInOutput: true,
  },
  {
    name: "an error",
    value: fc.constant(new Error("no")),
    text: notPlain("Error"),
    isLostInOutput: true,
  },
  {
    name: "a key __proto__",
    value: fc.json().map((text) => JSON.parse(`{"__proto__":${text}}`) as unknown),
    text: "is a key that cannot be sent",
    below: ".__proto__",
    isLostInOutput: true,
  },
  {
    name: "a key with half of a surrogate pair",
    value: fc.constant({ "\udc00": 1 }),
    text: "has a key that contains half of a surrogate pair",
  },
  {
    name: "an object in itself",
    value: fc.constant(cycle(false)),
    text: "refers to itself",
    below: ".again",
    isLostInOutput: true,
  },
  {
    name: "a list in itself",
    value: fc.constant(cycle(true)),
    text: "refers to itself",
    below: "[0]",
    isLostInOutput: true,
  },
  {
    name: "a deep nesting",
    value: fc
      .tuple(fc.constantFrom(201, 1_000, 100_000), fc.boolean())
      .map(([levels, inLists]) => nested(levels, inLists)),
    text: "is nested deeper than 200 levels",
    isWhole: true,
    isLostInOutput: true,
  },
];

/** A place for a value: the arguments that hold it there, and its path. */
interface Place {
  readonly path: string;
  readonly args: (value: unknown) => object;
  readonly options?: (value: unknown) => object;
}

const top = (name: string): Place => ({ path: name, args: (value) => ({ [name]: value }) });

const PLACES: readonly Place[] = [
  ...["projectId", "region", "taskName", "fileFolderPath", "taskContent", "resourceGroup"].map(top),
  ...["cu", "desiredState", "startParam", "restartTriggers", "deletePolicy", "onExisting"].map(top),
  { path: "generate", args: (generate) => ({ taskContent: undefined, generate }) },
  { path: "import", args: () => ({}), options: (value) => ({ import: value }) },
  {
    path: "taskContent.steps[0].parameter.batchSize",
    args: (batchSize) => ({ taskContent: { steps: [{ parameter: { batchSize } }] } }),
  },
  { path: "taskContent.extra", args: (extra) => ({ taskContent: { ...CONTENT, extra } }) },
  {
    path: "generate.setting.name",
    args: (name) => ({
      taskContent: undefined,
      generate: { ...SCRIPT, setting: { ...SCRIPT.setting, name } },
    }),
  },
  {
    path: "startParam.failoverLimit.count",
    args: (count) => ({ startParam: { failoverLimit: { count } } }),
  },
  { path: "restartTriggers[1].at", args: (at) => ({ restartTriggers: ["a", { at }] }) },
  top("aMisspeltName"),
];

/** How a program gives a value; all but the first are known only later. */
const FORMS: Readonly<Record<string, (value: unknown) => unknown>> = {
  plain: (value) => value,
  promise: (value) => Promise.resolve(value),
  output: (value) => pulumi.output(value),
  secret: (value) => pulumi.secret(value),
};

function messageOf(kind: Kind, { path }: Place, value: unknown): string {
  const text = typeof kind.text === "string" ? kind.text : kind.text(value);
  const at = kind.isWhole === true ? path.replace(/[.[].*/, "") : `${path}${kind.below ?? ""}`;
  return refusedByClass(at, text);
}

function rowOf(kind: Kind, place: Place): Row {
  const forms = kind.isLostInOutput === true ? ["plain", "promise"] : Object.keys(FORMS);
  const program = fc
    .tuple(kind.value, fc.constantFrom(...forms))
    .map(([value, form]): BadProgram => {
      const given = FORMS[form]?.(value);
      return {
        args: place.args(given),
        options: place.options?.(given) ?? {},
        message: messageOf(kind, place, value),
      };
    });
  return { property: place.path, kind: kind.name, program };
}

/** Every kind at every place, in any form that the SDK survives. */
export const UNSENDABLE_ROWS: readonly Row[] = KINDS.flatMap((kind) =>
  PLACES.map((place) => rowOf(kind, place)),
);
