import * as fc from "fast-check";
import { refusedByClass, type Row } from "./bad-program";

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

export const NAME_ROWS: readonly Row[] = [
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
        "draft",
        "emulated",
        "endpoint",
        "applied",
        "lookedUp",
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
