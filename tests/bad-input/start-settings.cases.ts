import * as fc from "fast-check";
import type { Row } from "./bad-program";
import { anyOther, oneOf, row } from "./values";

const startParam = (value: unknown, path: string, text: string) => ({
  args: { startParam: value },
  message: `startParam${path}: ${text}`,
});

const START_FIELDS = "failoverLimit, errorLimit, ddlMarkMap";
const DDL =
  "RENAMECOLUMN, DROPTABLE, CREATETABLE, MODIFYCOLUMN, TRUNCATETABLE, DROPCOLUMN, ADDCOLUMN, RENAMETABLE";
const noCount = fc.oneof(
  anyOther("number"),
  fc.integer({ max: -1 }),
  fc.integer({ min: 0, max: 99 }).map((n) => n + 0.25),
  fc.constantFrom(1e16, 1e300),
);

export const START_ROWS: readonly Row[] = [
  row(
    "startParam",
    "another type",
    anyOther("object"),
    `startParam: must be an object with ${START_FIELDS}`,
  ),
  {
    property: "startParam",
    kind: "an unknown field",
    program: fc
      .constantFrom("failoverlimit", "errors", "constructor")
      .map((name) =>
        startParam({ [name]: 1 }, `.${name}`, `is unknown; there are ${START_FIELDS}`),
      ),
  },
  {
    property: "startParam.failoverLimit",
    kind: "no count",
    program: fc
      .tuple(fc.constantFrom("count", "interval"), noCount)
      .map(([name, value]) =>
        startParam(
          { failoverLimit: { [name]: value } },
          `.failoverLimit.${name}`,
          "must be a non-negative integer",
        ),
      ),
  },
  {
    property: "startParam.errorLimit",
    kind: "no count",
    program: noCount.map((record) =>
      startParam(
        { errorLimit: { record } },
        ".errorLimit.record",
        "must be a non-negative integer",
      ),
    ),
  },
  {
    property: "startParam.errorLimit",
    kind: "another type",
    program: anyOther("object").map((errorLimit) =>
      startParam({ errorLimit }, ".errorLimit", "must be an object with record"),
    ),
  },
  {
    property: "startParam.ddlMarkMap",
    kind: "an unknown statement",
    program: fc
      .constantFrom("DROP", "droptable", "ALTER", "valueOf")
      .map((name) =>
        startParam(
          { ddlMarkMap: { [name]: "NORMAL" } },
          `.ddlMarkMap.${name}`,
          `is unknown; there are ${DDL}`,
        ),
      ),
  },
  {
    property: "startParam.ddlMarkMap",
    kind: "an unknown rule",
    program: fc
      .oneof(anyOther("text"), fc.constantFrom("normal", "ERROR", ""))
      .map((rule) =>
        startParam(
          { ddlMarkMap: { DROPTABLE: rule } },
          ".ddlMarkMap.DROPTABLE",
          oneOf(["NORMAL", "IGNORE", "WARNING", "CRITICAL"]),
        ),
      ),
  },
  row("restartTriggers", "another type", anyOther("list"), "restartTriggers: must be a list"),
];
