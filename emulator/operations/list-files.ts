import { plainText, type JsonObject } from "../json/exact-json";
import type { Call, FileOperation } from "../protocol/operation";
import { WORKSPACE_PARAMETERS, type CallParameters } from "../protocol/parameters";
import { contentOf, describeFile } from "../workspace/file-view";
import { canonicalFolderPath, shownFolderPath } from "../workspace/folder-path";
import { type WorkspaceFile } from "../workspace/workspace-file";

const DEFAULT_PAGE_SIZE = 10; // files
const MAX_IDS = 50;

type Test = (file: WorkspaceFile) => boolean;

function listOf(parameters: CallParameters, name: string): readonly string[] | undefined {
  return parameters.text(name)?.split(",");
}

/** The files to search, and the filter that they already fulfil. */
interface Candidates {
  readonly files: readonly WorkspaceFile[];
  readonly by?: string;
}

/** Narrows the files by an index where possible. */
function candidatesOf({ parameters, workspace }: Call): Candidates {
  const ids = listOf(parameters, "FileIdIn");
  const name = parameters.text("ExactFileName");
  const types = listOf(parameters, "FileTypes");
  if (workspace.quirks.newDataStudio) {
    return { files: [] };
  }
  const isListed = ({ deletedStatus }: WorkspaceFile) =>
    deletedStatus === "NORMAL" ||
    (deletedStatus === "RECYCLE_BIN" && workspace.quirks.deletedFileListed);
  if (ids !== undefined) {
    const numbers = [...new Set(ids.map(BigInt))].sort((a, b) => (a < b ? -1 : 1));
    return { files: numbers.flatMap((id) => workspace.file(id) ?? []).filter(isListed) };
  }
  // The index contains no deleted files.
  if (workspace.quirks.deletedFileListed) {
    return { files: workspace.files().filter(isListed) };
  }
  if (name !== undefined) {
    return { files: workspace.index.named(name), by: "ExactFileName" };
  }
  return types?.length === 1
    ? { files: workspace.index.ofType(Number(types[0])), by: "FileTypes" }
    : { files: workspace.index.all() };
}

/** The filters of a call, except one; a file must match all of them. */
function testsOf({ parameters, workspace }: Call, except: string | undefined): readonly Test[] {
  const tests: Test[] = [];
  const path = parameters.text("FileFolderPath");
  if (path !== undefined) {
    // Assumed: the folder itself, without subfolders; an unknown folder contains no files.
    const folder = canonicalFolderPath(path);
    tests.push((file) => file.folder === folder);
  }
  const keyword = parameters.text("Keyword")?.toLowerCase();
  if (keyword !== undefined) {
    tests.push((file) => file.name.toLowerCase().includes(keyword)); // assumed: case-insensitive
  }
  const types = except === "FileTypes" ? undefined : listOf(parameters, "FileTypes");
  if (types !== undefined) {
    tests.push((file) => types.includes(String(file.fileType)));
  }
  for (const [name, field] of [
    ["ExactFileName", "FileName"],
    ["UseType", "UseType"],
    ["NodeId", "NodeId"],
    ["Owner", "Owner"],
    ["LastEditUser", "LastEditUser"],
  ] as const) {
    const wanted = name === except ? undefined : parameters.text(name);
    if (wanted !== undefined) {
      tests.push((file) => plainText(describeFile(file, workspace.quirks)[field] ?? "") === wanted);
    }
  }
  return tests;
}

function rowOf(file: WorkspaceFile, { parameters, workspace }: Call): JsonObject {
  const { quirks } = workspace;
  return {
    ...describeFile(file, quirks),
    ...(parameters.flag("NeedAbsoluteFolderPath") && {
      AbsoluteFolderPath: shownFolderPath(file.folder, quirks),
    }),
    ...(parameters.flag("NeedContent") && { Content: contentOf(file, quirks) }),
  };
}

export const listFiles = {
  action: "ListFiles",
  documentation:
    "https://www.alibabacloud.com/help/en/dataworks/developer-reference/api-dataworks-public-2020-05-18-listfiles",
  writes: false,
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
  refusedFields: { Data: null },
  run(call) {
    const { parameters } = call;
    const { files, by } = candidatesOf(call);
    const tests = testsOf(call, by);
    // Assumed: oldest first; the API reference specifies no order.
    const found =
      tests.length === 0 ? files : files.filter((file) => tests.every((test) => test(file)));
    const pageNumber = Number(parameters.long("PageNumber") ?? 1);
    const pageSize = Number(parameters.long("PageSize") ?? DEFAULT_PAGE_SIZE);
    const first = (pageNumber - 1) * pageSize;
    return {
      Data: {
        PageNumber: pageNumber,
        PageSize: pageSize,
        TotalCount: found.length,
        Files: found.slice(first, first + pageSize).map((file) => rowOf(file, call)),
      },
    };
  },
} as const satisfies FileOperation;
