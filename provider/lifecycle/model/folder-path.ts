/** Names of the root folder in documentation and console. */
const ROOTS: ReadonlySet<string> = new Set([
  "业务流程",
  "business flow",
  "business_process",
  "workflow",
]);

/** Names of the folder level that contains sync tasks. */
const DATA_INTEGRATION: ReadonlySet<string> = new Set(["数据集成", "data integration", "folderdi"]);

interface FolderPath {
  readonly canonical: string;
  /** Whether root and layer were recognised, so that a difference is certain. */
  readonly isTranslated: boolean;
}

/** Root, workflow, layer, sub folders; the service returns a localised form, sometimes with doubled slashes. */
function translate(path: string): FolderPath {
  const [root = "", flow = "", layer = "", ...below] = path
    .split("/")
    .map((part) => part.trim())
    .filter((part) => part !== "");
  const isKnownRoot = ROOTS.has(root.toLowerCase());
  const isKnownLayer = DATA_INTEGRATION.has(layer.toLowerCase());
  return {
    canonical: [
      isKnownRoot ? "<root>" : root,
      flow,
      isKnownLayer ? "<layer>" : layer,
      ...below,
    ].join("/"),
    isTranslated: isKnownRoot && isKnownLayer,
  };
}

/** The same string for all known translations of a path. */
export function canonicalFolder(path: string): string {
  return translate(path).canonical;
}

/** Whether two paths name the same folder, as far as translation can tell. */
export function compareFolders(a: string, b: string): "same" | "different" | "undecided" {
  const left = translate(a);
  const right = translate(b);
  if (left.canonical === right.canonical) {
    return "same";
  }
  return left.isTranslated && right.isTranslated ? "different" : "undecided";
}
