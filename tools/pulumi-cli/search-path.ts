import { accessSync, constants, realpathSync, statSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import { MINIMUM_VERSION, isNewEnough, readVersion } from "./version";

export interface Executable {
  readonly path: string;
  readonly version: string;
}

export const LANGUAGE_HOST = "pulumi-language-nodejs";

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return statSync(file).isFile();
  } catch {
    return false;
  }
}

function findIn(name: string, folders: readonly string[]): string | undefined {
  const names = process.platform === "win32" ? [`${name}.exe`] : [name];
  return folders.flatMap((folder) => names.map((file) => join(folder, file))).find(isExecutable);
}

/**
 * A `pulumi` on PATH that can run Node.js programs.
 *
 * @param refusals receives the reason why an existing one is not used
 */
export async function findOnPath(refusals: string[]): Promise<Executable | undefined> {
  const folders = (process.env["PATH"] ?? "").split(delimiter).filter(Boolean);
  const executable = findIn("pulumi", folders);
  if (executable === undefined) {
    refusals.push("there is no pulumi on PATH");
    return undefined;
  }
  const version = await readVersion(executable);
  if (version === undefined) {
    refusals.push(`${executable} does not run`);
    return undefined;
  }
  if (!isNewEnough(version)) {
    refusals.push(`${executable} is ${version}, older than ${MINIMUM_VERSION}`);
    return undefined;
  }
  const beside = dirname(realpathSync(executable));
  if (findIn(LANGUAGE_HOST, [...folders, beside]) === undefined) {
    refusals.push(`${executable} has no ${LANGUAGE_HOST} beside it or on PATH`);
    return undefined;
  }
  return { path: executable, version };
}
