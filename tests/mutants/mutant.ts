import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** A place of the source, and what stands there instead. */
interface Edit {
  readonly file: string;
  /** Text that the file has exactly once. */
  readonly find: string;
  readonly replace: string;
}

/** One deliberate defect. */
export interface Mutant extends Edit {
  readonly name: string;
  /** Further places, where something else would still stop what the first lets through. */
  readonly also?: readonly Edit[];
}

/**
 * Puts a defect into a copy of the checkout.
 *
 * @throws Error where a text is not there exactly once: the source has changed, and the mutant has to follow.
 */
export function mutate(folder: string, { name, also = [], ...first }: Mutant): void {
  for (const { file, find, replace } of [first, ...also]) {
    const path = join(folder, file);
    const parts = readFileSync(path, "utf8").split(find);
    if (parts.length !== 2) {
      throw new Error(
        `Mutant ${name}: ${file} has its text ${parts.length - 1} times instead of once:\n${find}`,
      );
    }
    writeFileSync(path, parts.join(replace));
  }
}
