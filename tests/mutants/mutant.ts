import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** One deliberate defect: what stands in a file of the provider, and what stands there instead. */
export interface Mutant {
  readonly name: string;
  readonly file: string;
  /** Text that the file has exactly once. */
  readonly find: string;
  readonly replace: string;
}

/**
 * Puts the defect into a copy of the checkout.
 *
 * @throws Error where its text is not there exactly once: the source has changed, and the mutant has to follow.
 */
export function mutate(folder: string, { name, file, find, replace }: Mutant): void {
  const path = join(folder, file);
  const parts = readFileSync(path, "utf8").split(find);
  if (parts.length !== 2) {
    throw new Error(
      `Mutant ${name}: ${file} has its text ${parts.length - 1} times instead of once:\n${find}`,
    );
  }
  writeFileSync(path, parts.join(replace));
}
