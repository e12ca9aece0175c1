import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** What stands beside a kept state: the program that made it, and the tasks that it speaks of. */
export interface Setup {
  /** Source of the program. */
  readonly program: string;
  /** The tasks of the workspace, as the emulator's control takes them. */
  readonly tasks: readonly TaskToAdd[];
  /** Whether the last `up` ended well. */
  readonly isFinished: boolean;
}

export interface TaskToAdd {
  readonly fileId: string;
  readonly name: string;
  readonly content: string;
  readonly [field: string]: unknown;
}

export interface KeptState {
  readonly version: string;
  readonly name: string;
  /** The file that `pulumi stack export` wrote. */
  readonly file: string;
  readonly setup: Setup;
}

const SETUP = ".setup.json";

function namesIn(folder: string, pattern: RegExp): string[] {
  return readdirSync(folder).filter((name) => pattern.test(name));
}

/** All states that are kept, of every version. */
export function keptStates(): readonly KeptState[] {
  return namesIn(__dirname, /^\d+\.\d+\.\d+$/).flatMap((version) => {
    const folder = join(__dirname, version);
    return namesIn(folder, /\.setup\.json$/).map((setupFile) => {
      const name = setupFile.slice(0, -SETUP.length);
      return {
        version,
        name,
        file: join(folder, `${name}.json`),
        setup: JSON.parse(readFileSync(join(folder, setupFile), "utf8")) as Setup,
      };
    });
  });
}
