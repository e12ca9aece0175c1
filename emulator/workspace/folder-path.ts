import { createHash } from "node:crypto";
import type { JsonObject } from "../json/exact-json";
import type { Quirks } from "../quirks";

/** Names of the root and the engine layers as written in requests, and the form that the service returns. */
const ROOTS: Readonly<Record<string, string>> = {
  业务流程: "业务流程",
  "business flow": "业务流程", // API reference of CreateDISyncTask, English
  business_process: "业务流程",
  workflow: "业务流程", // older API reference of CreateDISyncTask
};

export const DATA_INTEGRATION = "数据集成";

const LAYERS: Readonly<Record<string, string>> = {
  数据集成: DATA_INTEGRATION,
  "data integration": DATA_INTEGRATION,
  folderdi: DATA_INTEGRATION, // key of the layer in the API reference of CreateFolder
  maxcompute: "MaxCompute",
  foldermaxcompute: "MaxCompute",
  通用: "通用",
  general: "通用",
  foldergeneral: "通用",
  数据库: "数据库",
  folderjdbc: "数据库",
  自定义: "自定义",
  folderuserdefined: "自定义",
};

/** The Chinese form; `undefined` unless the path has root, flow and engine layer. Assumed: English names are case-insensitive. */
export function canonicalFolderPath(path: string): string | undefined {
  const [root, flow, layer, ...below] = path.split("/").filter((part) => part !== "");
  const knownRoot = ROOTS[root?.toLowerCase() ?? ""];
  const knownLayer = LAYERS[layer?.toLowerCase() ?? ""];
  if (knownRoot === undefined || flow === undefined || knownLayer === undefined) {
    return undefined;
  }
  return [knownRoot, flow, knownLayer, ...below].join("/");
}

/** Like canonicalFolderPath, but also accepts a root or a flow without an engine layer. */
export function canonicalParent(path: string): string {
  const [root = "", flow, layer, ...below] = path.split("/").filter((part) => part !== "");
  const parts = [
    ROOTS[root.toLowerCase()] ?? root,
    flow,
    layer === undefined ? undefined : (LAYERS[layer.toLowerCase()] ?? layer),
    ...below,
  ];
  return parts.filter((part) => part !== undefined).join("/");
}

export function isDataIntegrationFolder(canonicalPath: string): boolean {
  return canonicalPath.split("/")[2] === DATA_INTEGRATION;
}

/** Assumed: folder ids are opaque strings, as in the samples of CreateFolder. */
export function folderId(canonicalPath: string): string {
  return createHash("sha256").update(canonicalPath).digest("hex").slice(0, 16);
}

/** Names of the root and the engine layers in each form of a path. */
const WORDS: Readonly<Record<Quirks["pathForm"], Readonly<Record<string, string>>>> = {
  chinese: {},
  english: {
    业务流程: "Business Flow",
    数据集成: "Data Integration",
    通用: "General",
    数据库: "Database",
    自定义: "UserDefined",
  },
  key: {
    数据集成: "folderDi",
    MaxCompute: "folderMaxCompute",
    通用: "folderGeneral",
    数据库: "folderJdbc",
    自定义: "folderUserDefined",
  },
};

/** A path as it appears in answers. */
export function shownFolderPath(
  canonicalPath: string,
  { pathForm, doubledSlashes }: Quirks,
): string {
  const words = WORDS[pathForm];
  return canonicalPath
    .split("/")
    .map((part, place) => (place === 1 ? part : (words[part] ?? part)))
    .join(doubledSlashes ? "//" : "/");
}

/** A folder in the fields of GetFolder. */
export function describeFolder(folder: string, quirks: Quirks): JsonObject {
  return { FolderId: folderId(folder), FolderPath: shownFolderPath(folder, quirks) };
}
