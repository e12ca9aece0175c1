import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

const FOLDER = join(__dirname, "../../provider");

/** The provider's source files, by their path. */
export const SOURCES: readonly { readonly name: string; readonly source: string }[] = readdirSync(
  FOLDER,
  { recursive: true, encoding: "utf8" },
)
  .filter((name) => name.endsWith(".ts"))
  .map((name) => ({
    name: name.replaceAll("\\", "/"),
    source: readFileSync(join(FOLDER, name), "utf8"),
  }));

/** The sources with every message on one line. */
const MESSAGES = SOURCES.map(({ source }) =>
  source.replace(/(["'`])\s*\+\s*["'`]/g, "").replaceAll("\\`", "`"),
).join("\n");

/** The parts of a fragment between its gaps (`…`), without the marks beside a gap. */
function partsOf(fragment: string): readonly string[] {
  return fragment
    .split("…")
    .map((part) => part.replace(/^[\s,]+|[\s:,]+$/g, ""))
    .filter((part) => part !== "");
}

/** Whether a fragment of a message, with gaps where it varies, is in the provider's sources. */
export function isSaid(fragment: string): boolean {
  return partsOf(fragment).every((part) => MESSAGES.includes(part));
}

/** Whether one line of a text has the parts of a fragment, in their order. */
export function holdsFragment(text: string, fragment: string): boolean {
  const pattern = partsOf(fragment)
    .map((part) => part.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&"))
    .join(".*");
  return new RegExp(pattern).test(text);
}
