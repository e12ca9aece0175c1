import { randomBytes } from "node:crypto";
import fs from "node:fs";
import { userInfo } from "node:os";
import { join } from "node:path";
import { isEngineGone, type EngineAddress } from "./engine-alive";
import {
  RunRecordError,
  type FoundMark,
  type Mark,
  type RunRecord,
} from "../lifecycle/session/run-record";

/** How often a host checks whether its engine is alive; its marks are removed with the engine. */
const WATCH_EVERY_MS = 1_000;

/** How many folders of earlier runs are removed at once. */
const MAX_CLEARED = 50;

/** The first line of a file: its writer. */
interface Writer {
  readonly pid: number;
  /** When that process started, in the system's own unit; absent where the system does not report it. */
  readonly startedAt?: string;
}

interface Line {
  readonly task: string;
  readonly mark: Mark;
}

/** What was read so far from another process's file. */
interface ReadFile {
  readonly writer: Writer;
  readonly marks: Map<string, Mark[]>;
  offset: number;
}

/**
 * The folder of this user's runs. No environment variable affects it: the processes of one run may have different environments.
 */
export function defaultRunFolder(): string {
  if (process.platform === "win32") {
    return join(userInfo().homedir, "AppData", "Local", "Temp", "pulumi-dataworks");
  }
  return `/tmp/pulumi-dataworks-${process.getuid?.() ?? "user"}`;
}

/** On Linux a reused process id is recognised by the start time of its process. */
function startTimeOf(pid: number): string | undefined {
  try {
    const text = fs.readFileSync(`/proc/${pid}/stat`, "utf8");
    // The name in parentheses may contain spaces; the start is the 20th field after it.
    return text.slice(text.lastIndexOf(")") + 2).split(" ")[19];
  } catch {
    return undefined;
  }
}

function isAlive({ pid, startedAt }: Writer): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
  return startedAt === undefined || startTimeOf(pid) === startedAt;
}

function codeOf(error: unknown): string | undefined {
  return (error as NodeJS.ErrnoException).code;
}

/** Only this user may write there, otherwise somebody else could forge marks. */
function requireOwnFolder(folder: string): void {
  fs.mkdirSync(folder, { recursive: true, mode: 0o700 });
  const stats = fs.lstatSync(folder);
  const uid = process.getuid?.();
  const isOwn = uid === undefined || (stats.uid === uid && (stats.mode & 0o022) === 0);
  if (!stats.isDirectory() || !isOwn) {
    throw new Error(`${folder} must be a folder that only its user can write to`);
  }
}

function folderNameOf({ host, port }: EngineAddress): string {
  return `${encodeURIComponent(host)}_${port}`;
}

function addressOf(folderName: string): EngineAddress | undefined {
  const match = /^(.+)_(\d+)$/.exec(folderName);
  return match === null
    ? undefined
    : { host: decodeURIComponent(match[1] ?? ""), port: Number(match[2]) };
}

/** Removes the folders of runs whose engine is gone. */
async function clearEarlierRuns(root: string, own: string): Promise<void> {
  const names = fs.readdirSync(root).filter((name) => name !== own);
  for (const name of names.slice(0, MAX_CLEARED)) {
    const address = addressOf(name);
    if (address !== undefined && (await isEngineGone(address))) {
      fs.rmSync(join(root, name), { recursive: true, force: true });
    }
  }
}

/** @returns the length of the line in bytes. @throws where not all of them could be written. */
function appendLine(file: number, value: Writer | Line): number {
  const bytes = Buffer.from(`${JSON.stringify(value)}\n`);
  if (fs.writeSync(file, bytes) < bytes.length) {
    throw new Error("the disk is full");
  }
  return bytes.length;
}

/** The complete lines only: another process may be writing the last one. */
function completeLines(bytes: Buffer): Buffer {
  return bytes.subarray(0, bytes.lastIndexOf("\n") + 1);
}

/**
 * The record of a run in files, one for each host process: a folder named after the address of the engine, which all of them know and no other
 * run has at the same time. Marks of a process that has ended are doubtful: an earlier run may have had the same address.
 */
export function createRunFiles(address: EngineAddress, root = defaultRunFolder()): RunRecord {
  const folderName = folderNameOf(address);
  const folder = join(root, folderName);
  const ownName = `${process.pid}-${randomBytes(6).toString("hex")}.jsonl`;
  const ownPath = join(folder, ownName);
  const ownMarks = new Map<string, Mark[]>();
  const others = new Map<string, ReadFile>();
  let ownFile: number | undefined;
  let ownSize = 0;

  function removeOwn(): void {
    fs.rmSync(ownPath, { force: true });
  }

  function watchEngine(): void {
    const timer = setInterval(() => {
      void isEngineGone(address).then((isGone) => {
        if (isGone) {
          clearInterval(timer);
          removeOwn();
        }
      });
    }, WATCH_EVERY_MS);
    timer.unref();
  }

  /** A full disk may have left an incomplete line. */
  function dropIncompleteLine(): void {
    if (ownFile !== undefined) {
      fs.ftruncateSync(ownFile, ownSize);
    }
  }

  function openOwn(): number {
    requireOwnFolder(root);
    requireOwnFolder(folder);
    const file = fs.openSync(ownPath, "ax", 0o600);
    const startedAt = startTimeOf(process.pid);
    const writer: Writer = { pid: process.pid, ...(startedAt !== undefined && { startedAt }) };
    ownSize = appendLine(file, writer);
    process.once("exit", removeOwn);
    // How an engine ends its hosts; without a listener there would be no exit event.
    process.once("SIGINT", () => {
      removeOwn();
      process.kill(process.pid, "SIGINT");
    });
    watchEngine();
    void clearEarlierRuns(root, folderName).catch(() => undefined);
    return file;
  }

  function readOther(name: string): ReadFile | undefined {
    const known = others.get(name);
    let bytes: Buffer;
    try {
      const path = join(folder, name);
      if (known !== undefined && fs.statSync(path).size === known.offset) {
        return known;
      }
      bytes = completeLines(fs.readFileSync(path));
    } catch (error) {
      if (codeOf(error) === "ENOENT") {
        others.delete(name);
        return undefined;
      }
      throw error;
    }
    if (known === undefined && bytes.length === 0) {
      return undefined; // it is being created, and has no marks yet
    }
    const lines = bytes
      .subarray(known?.offset ?? 0)
      .toString("utf8")
      .split("\n")
      .filter((line) => line !== "");
    const read = known ?? {
      writer: JSON.parse(lines.shift() ?? "") as Writer,
      marks: new Map<string, Mark[]>(),
      offset: 0,
    };
    for (const { task, mark } of lines.map((line) => JSON.parse(line) as Line)) {
      read.marks.set(task, [...(read.marks.get(task) ?? []), mark]);
    }
    read.offset = bytes.length;
    others.set(name, read);
    return read;
  }

  function otherNames(): string[] {
    try {
      requireReadable();
      return fs.readdirSync(folder).filter((name) => name !== ownName);
    } catch (error) {
      // Where nothing can be recorded, nothing has been taken over.
      if (["ENOENT", "ENOTDIR", "EACCES", "EPERM"].includes(codeOf(error) ?? "")) {
        return [];
      }
      throw error;
    }
  }

  /** Marks in another user's folder are ignored. */
  function requireReadable(): void {
    const stats = fs.lstatSync(root);
    const uid = process.getuid?.();
    if (!stats.isDirectory() || (uid !== undefined && stats.uid !== uid)) {
      throw Object.assign(new Error(`${root} is somebody else's`), { code: "EACCES" });
    }
  }

  return {
    add(task, mark) {
      try {
        ownFile ??= openOwn();
        const line: Line = { task, mark };
        ownSize += appendLine(ownFile, line);
      } catch (error) {
        dropIncompleteLine();
        throw new RunRecordError((error as Error).message, { cause: error });
      }
      ownMarks.set(task, [...(ownMarks.get(task) ?? []), mark]);
    },

    of(task) {
      const own = (ownMarks.get(task) ?? []).map((mark): FoundMark => ({
        mark,
        isDoubtful: false,
      }));
      try {
        const found = otherNames().flatMap((name) => {
          const read = readOther(name);
          const marks = read?.marks.get(task) ?? [];
          const isDoubtful = read !== undefined && marks.length > 0 && !isAlive(read.writer);
          return marks.map((mark): FoundMark => ({ mark, isDoubtful }));
        });
        return [...found, ...own];
      } catch (error) {
        throw new RunRecordError((error as Error).message, { cause: error });
      }
    },
  };
}
