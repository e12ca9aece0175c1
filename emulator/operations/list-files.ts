import { plainText, type JsonObject } from "../exact-json";
import { canonicalFolderPath } from "../folder-path";
import type { CallParameters } from "../parameters";
import { describeFile, type WorkspaceFile } from "../workspace-file";
import { contentOf } from "./file-content";
import type { Call, FileOperation } from "./operation";
import { WORKSPACE_PARAMETERS } from "./workspace-parameters";

const DEFAULT_PAGE_SIZE = 10; // files
const MAX_IDS = 50;

type Test = (row: JsonObject, file: WorkspaceFile) => boolean;

function listOf(parameters: CallParameters, name: string): readonly string[] | undefined {
  return parameters.text(name)?.split(",");
}

/** The filters that a call has set; a file has to pass them all. */
function testsOf(parameters: CallParameters): readonly Test[] {
  const tests: Test[] = [(_row, file) => file.deletedStatus === "NORMAL"];
  const path = parameters.text("FileFolderPath");
  if (path !== undefined) {
    // Assumed: the folder itself, not what is below it; an unknown folder holds no files.
    const folder = canonicalFolderPath(path);
    tests.push((_row, file) => file.folder === folder);
  }
  const keyword = parameters.text("Keyword")?.toLowerCase();
  if (keyword !== undefined) {
    tests.push((_row, file) => file.name.toLowerCase().includes(keyword)); // assumed: case does not count
  }
  const types = listOf(parameters, "FileTypes");
  if (types !== undefined) {
    tests.push((_row, file) => types.includes(String(file.fileType)));
  }
  const ids = listOf(parameters, "FileIdIn");
  if (ids !== undefined) {
    tests.push((_row, file) => ids.includes(file.fileId.toString()));
  }
  for (const [name, field] of [
    ["ExactFileName", "FileName"],
    ["UseType", "UseType"],
    ["NodeId", "NodeId"],
    ["Owner", "Owner"],
    ["LastEditUser", "LastEditUser"],
  ] as const) {
    const wanted = parameters.text(name);
    if (wanted !== undefined) {
      tests.push((row) => plainText(row[field] ?? "") === wanted);
    }
  }
  return tests;
}

function rowOf(file: WorkspaceFile, { parameters, store }: Call): JsonObject {
  return {
    ...describeFile(file),
    ...(parameters.flag("NeedAbsoluteFolderPath") && { AbsoluteFolderPath: file.folder }),
    ...(parameters.flag("NeedContent") && { Content: contentOf(file, store) }),
  };
}

export const listFiles = {
  action: "ListFiles",
  family: "file",
  parameters: [
    ...WORKSPACE_PARAMETERS,
    { name: "FileFolderPath", type: "String" },
    { name: "FileTypes", type: "String", pattern: /^\d+(,\d+)*$/ },
    { name: "UseType", type: "String" },
    { name: "Keyword", type: "String" },
    { name: "NodeId", type: "Long" },
    { name: "Owner", type: "String" },
    { name: "PageNumber", type: "Integer", min: 1n },
    { name: "PageSize", type: "Integer", min: 1n, max: 100n },
    { name: "ExactFileName", type: "String" },
    {
      name: "FileIdIn",
      type: "String",
      pattern: new RegExp(`^\\d+(,\\d+){0,${MAX_IDS - 1}}$`),
    },
    { name: "NeedAbsoluteFolderPath", type: "Boolean" },
    { name: "NeedContent", type: "Boolean" },
    { name: "LastEditUser", type: "String" },
  ],
  run(call) {
    const { parameters, store } = call;
    const tests = testsOf(parameters);
    // Assumed: oldest first; the page names no order.
    const found = store
      .files()
      .filter((file) => tests.every((test) => test(describeFile(file), file)));
    const pageNumber = Number(parameters.long("PageNumber") ?? 1);
    const pageSize = Number(parameters.long("PageSize") ?? DEFAULT_PAGE_SIZE);
    const first = (pageNumber - 1) * pageSize;
    return {
      PageNumber: pageNumber,
      PageSize: pageSize,
      TotalCount: found.length,
      Files: found.slice(first, first + pageSize).map((file) => rowOf(file, call)),
    };
  },
} as const satisfies FileOperation;
