import * as fc from "fast-check";
import type { Row } from "./bad-program";
import { anyOther, oneOf, row } from "./values";

const missing = fc.constantFrom(undefined, null);
const blank = fc.string({
  unit: fc.constantFrom(" ", "\t", "\n", "\u3000", "\ufeff"),
  maxLength: 9,
});
const controls = fc
  .tuple(fc.constantFrom("\0", "\u0001", "\n", "\u001f", "\u007f", "\u0085"), fc.nat({ max: 3 }))
  .map(([control, at]) => `${"orders".slice(0, at)}${control}${"orders".slice(at)}`);

function textRows(property: string, isRequired: boolean): Row[] {
  return [
    row(property, "another type", anyOther("text"), `${property}: must be a string`),
    row(property, "nothing but blanks", blank, `${property}: must not be empty`),
    row(
      property,
      "control characters",
      controls,
      `${property}: must not contain control characters`,
    ),
    ...(isRequired ? [row(property, "missing", missing, `${property}: is missing`)] : []),
  ];
}

const PROJECT_ID = "projectId: must be the workspace's id, an integer from 1 to 10000000000";
const CU = "cu: must be a number above 0 and a multiple of 0.5";
const REGION = 'region: must be a region id such as "cn-shanghai"';

const numberRows: Row[] = [
  row("projectId", "missing", missing, "projectId: is missing"),
  row("projectId", "another type", anyOther("text", "number"), PROJECT_ID),
  row("projectId", "below 1", fc.integer({ max: 0 }), PROJECT_ID),
  row(
    "projectId",
    "above 10,000,000,000",
    fc.integer({ min: 10_000_000_001, max: 2 ** 53 }),
    PROJECT_ID,
  ),
  row(
    "projectId",
    "huge",
    fc.constantFrom(1e21, 1e300, Number.MAX_VALUE, "9".repeat(100_000)),
    PROJECT_ID,
  ),
  row(
    "projectId",
    "a fraction",
    fc.integer({ min: 1, max: 9_999 }).map((n) => n + 0.5),
    PROJECT_ID,
  ),
  row(
    "projectId",
    "no plain digits",
    fc.constantFrom(
      "",
      " 10000",
      "10000\n",
      "010000",
      "0x2710",
      "1e4",
      "+10000",
      "10,000",
      "１００００",
      "10000:1",
    ),
    PROJECT_ID,
  ),
  row("cu", "another type", anyOther("number"), CU),
  row("cu", "0 or below", fc.double({ max: 0, noNaN: true, noDefaultInfinity: true }), CU),
  row(
    "cu",
    "no multiple of 0.5",
    fc.integer({ min: 0, max: 9_999 }).map((n) => n + 0.3),
    CU,
  ),
  row("cu", "huge", fc.constantFrom(1e17, 1e300, Number.MAX_VALUE), CU),
  row("cu", "tiny", fc.constantFrom(Number.MIN_VALUE, 1e-9), CU),
];

const regionRows: Row[] = [
  row("region", "another type", anyOther("text"), REGION),
  row(
    "region",
    "no region id",
    fc.constantFrom(
      "",
      "shanghai",
      "CN-Shanghai",
      "cn_shanghai",
      "cn-shanghai ",
      "cn-",
      "cn-shanghai.evil.example",
      "cn-x/../..",
      "cn-x@y",
      "-cn",
    ),
    REGION,
  ),
  row(
    "region",
    "very long",
    fc.integer({ min: 61, max: 100_000 }).map((n) => `cn-${"a".repeat(n)}`),
    REGION,
  ),
  {
    property: "region",
    kind: "nowhere set",
    program: missing.map((region) => ({
      args: { region },
      config: {},
      message:
        "region: is not set; set it in the program, or run: pulumi config set dataworks:region <region>",
    })),
  },
  {
    property: "region",
    kind: "no region id in the configuration",
    program: fc
      .tuple(
        fc.constantFrom("dataworks:region", "alicloud:region"),
        fc.constantFrom("", "Shanghai", "cn shanghai"),
      )
      .map(([key, text]) => ({
        args: { region: undefined },
        config: { [key]: text },
        message: REGION,
      })),
  },
];

const WORDS = {
  desiredState: ["undeployed", "stopped", "running"],
  deletePolicy: ["stopFirst", "refuseIfRunning"],
  onExisting: ["fail", "adopt"],
} as const;

const wordRows: Row[] = Object.entries(WORDS).flatMap(([property, words]) => {
  const message = `${property}: ${oneOf(words)}`;
  const nearly = fc
    .tuple(fc.constantFrom<string>(...words), fc.constantFrom("upper", "blank", "cut"))
    .map(([word, way]) =>
      way === "upper" ? word.toUpperCase() : way === "blank" ? ` ${word}` : word.slice(0, -1),
    );
  return [
    row(property, "another type", anyOther("text"), message),
    row(
      property,
      "an unknown word",
      fc.string().filter((text) => !words.some((word) => word === text)),
      message,
    ),
    row(property, "nearly a word", nearly, message),
    row(
      property,
      "a word of every object",
      fc.constantFrom("toString", "constructor", "__proto__"),
      message,
    ),
  ];
});

export const MISFIT_ROWS: readonly Row[] = [
  ...textRows("taskName", true),
  ...textRows("fileFolderPath", true),
  ...textRows("resourceGroup", false),
  ...numberRows,
  ...regionRows,
  ...wordRows,
];
