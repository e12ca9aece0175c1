import { setTimeout } from "node:timers/promises";
import {
  startEmulator,
  type Emulator,
  type LogEntry,
  type QuirkChanges,
} from "../../emulator/index";
import { createProject, type StoredResource, type Project } from "../harness/project";
import type { Call, Command, CommandOptions, Driver, Entry, Kill, Outcome } from "./driver";
import { isHalf } from "./half-answer";
import { FOLDERS, type Program, type TaskWish } from "./program";
import { programText } from "./program-text";
import { reportedBy } from "./reported";

const TYPE = "pulumi-nodejs:dynamic/dataworks:DISyncTask";
const YES = ["--yes", "--skip-preview"];

/** The literal arguments of a command. */
function argumentsOf(
  command: Command,
  { isParallel }: RealDriverOptions,
  { target }: CommandOptions,
): readonly string[] {
  const [name = "", ...flags] = command.split(" ");
  return [
    name,
    ...(name === "preview" ? [] : YES),
    ...flags,
    // Targets are URNs; the stars stand for stack, project and type.
    ...(target === undefined ? [] : ["--target", `**::${target}`]),
    ...(isParallel ? [] : ["--parallel", "1"]),
  ];
}

/** A row of a preview that announces a change of a task. */
const CHANGE_ROW = /dataworks:DISyncTask \S+ (create|update|replace|delete)/;

/** A row that shows the beginning of a delete that belongs to no replacement. */
const DELETE_ROW = /dataworks:DISyncTask (\S+) deleting \(/g;

/** Longer than it takes to end the processes whose call is held back. */
const HELD_BACK_MS = 5_000;
const POLL_MS = 10;
const COMMAND_TIMEOUT_MS = 240_000;

export interface RealDriverOptions {
  readonly quirks: QuirkChanges;
  /** Otherwise each task waits for the one before it, and the order of calls is always the same. */
  readonly isParallel: boolean;
}

interface Export {
  readonly deployment: {
    readonly pending_operations?: readonly {
      readonly type: string;
      readonly resource: { readonly urn: string };
    }[];
  };
}

function nameOf({ urn }: { readonly urn: string }): string {
  return urn.split("::").at(-1) ?? "";
}

/** What a command began to delete for good, in that order; a protected one has a row as well. */
function deletesIn(text: string): readonly string[] {
  const names = [...text.matchAll(DELETE_ROW)].flatMap(([, name]) => name ?? []);
  return [...new Set(names)].filter(
    (name) => !text.includes(`DISyncTask::${name}" cannot be deleted`),
  );
}

/** The name of the provider resource; the default one's is that of its settings. */
function providerOf(resource: StoredResource): string {
  const name = String(resource["provider"]).split("::").at(-2) ?? "";
  return name.startsWith("default") ? "default" : name;
}

function entryOf(resource: StoredResource): Entry {
  const { id = "", outputs = {} } = resource;
  const initErrors = (resource["initErrors"] ?? []) as readonly unknown[];
  return {
    name: nameOf(resource),
    id,
    isPendingReplacement: resource["pendingReplacement"] === true,
    retainOnDelete: resource["retainOnDelete"] === true,
    provider: providerOf(resource),
    initErrorCount: initErrors.length,
    outputs,
  };
}

/** The tasks in the state of a project. */
async function storedTasks(project: Project): Promise<readonly StoredResource[]> {
  return (await project.state()).filter(({ type }) => type === TYPE);
}

export async function entriesIn(project: Project): Promise<readonly Entry[]> {
  return (await storedTasks(project)).map(entryOf);
}

/** Resolves when the call that is to be the last one has arrived; never, where the command ends before. */
async function lastCall(
  { requests }: Emulator,
  { call }: Kill,
  hasEnded: () => boolean,
): Promise<boolean> {
  while (requests.length < call) {
    if (hasEnded()) {
      return false;
    }
    await setTimeout(POLL_MS);
  }
  return true;
}

/** Tells of every call when it is carried out and not yet answered: that is when the emulator records it. */
function watchCalls(
  { requests }: Emulator,
  onCall: CommandOptions["onCall"] = () => undefined,
): () => void {
  const log = requests as LogEntry[];
  log.push = (...entries) => {
    const length = Array.prototype.push.apply(log, entries);
    onCall(length);
    return length;
  };
  return () => {
    // The array's own method shows again.
    Reflect.deleteProperty(log, "push");
  };
}

/** Runs the CLI, and kills it with its hosts at the call where it is to die. */
async function runCommand(
  emulator: Emulator,
  project: Project,
  args: readonly string[],
  { kill, env = {} }: CommandOptions,
): Promise<{ exitCode: number; text: string; wasKilled: boolean }> {
  let hasEnded = false;
  let wasKilled = false;
  const options = { env, timeoutMs: COMMAND_TIMEOUT_MS };
  if (kill === undefined) {
    return { ...(await project.pulumi(args, options)), wasKilled };
  }
  const kind = kill.moment === "after" ? "slow" : "slowBefore";
  emulator.addFault({ action: "*", nth: kill.call, kind, delayMs: HELD_BACK_MS });
  const killWhen = new Promise<void>((resolve) => {
    void lastCall(emulator, kill, () => hasEnded).then((isReached) => {
      wasKilled = isReached;
      if (isReached) {
        resolve();
      }
    });
  });
  const { exitCode, text } = await project.pulumi(args, { ...options, killWhen });
  hasEnded = true;
  return { exitCode, text, wasKilled };
}

/** The provider in the real dynamic host, under the real engine, on the emulator over HTTP. */
export async function createRealDriver(driverOptions: RealDriverOptions): Promise<Driver> {
  const { quirks, isParallel } = driverOptions;
  const emulator = await startEmulator({ quirks, seed: { folders: FOLDERS } });
  const project = await createProject({
    files: { "index.js": programText({}, []), "package.json": '{"name":"orders"}' },
    env: emulator.environment,
  });
  let pendingCreates: readonly string[] = [];
  /** Actions of which an untrue answer may be given. */
  const lies = new Set<string>();

  /** With a target the engine refuses that others wait for what is not there yet. */
  async function chained(program: Program, { target }: CommandOptions): Promise<readonly string[]> {
    const stored = new Set((await storedTasks(project)).map(nameOf));
    const isThere = ([name, { alias }]: readonly [string, TaskWish]): boolean =>
      target === undefined || name === target || stored.has(name) || stored.has(alias ?? "");
    const entries = Object.entries(program).filter(isThere);
    return isParallel ? [] : entries.map(([name]) => name);
  }

  async function readPendingCreates(): Promise<readonly string[]> {
    const { stdout } = await project.pulumi(["stack", "export"]);
    const { deployment } = JSON.parse(stdout) as Export;
    return (deployment.pending_operations ?? [])
      .filter(({ type }) => type === "creating")
      .map(({ resource }) => nameOf(resource));
  }

  async function run(
    command: Command,
    program: Program,
    options: CommandOptions = {},
  ): Promise<Outcome> {
    await project.write("index.js", programText(program, await chained(program, options)));
    emulator.clearRequests();
    const stopWatching = watchCalls(emulator, options.onCall);
    const { exitCode, text, wasKilled } = await runCommand(
      emulator,
      project,
      argumentsOf(command, driverOptions, options),
      options,
    );
    stopWatching();
    const calls = emulator.requests.map(({ action, params, outcome }): Call => ({
      action,
      params,
      outcome,
      reported: reportedBy(outcome, action, lies.has(action)),
    }));
    if (wasKilled) {
      emulator.clearFaults();
      await project.pulumi(["cancel", "--yes"]);
      pendingCreates = await readPendingCreates();
    }
    return {
      result: wasKilled ? "killed" : exitCode === 0 ? "succeeded" : "failed",
      text,
      calls,
      deletes: deletesIn(text),
      hasChanges: command.startsWith("preview") && CHANGE_ROW.test(text),
    };
  }

  return {
    service: emulator,
    run,
    jump: (ms) => emulator.clock.advance(ms),
    addFault(rule) {
      emulator.addFault(rule);
      if (rule.kind === "answer" && !isHalf(rule)) {
        lies.add(rule.action);
      }
    },
    clearFaults() {
      lies.clear();
      emulator.clearFaults();
    },
    entries: () => entriesIn(project),
    pendingCreates: () => pendingCreates,
    rest: () => undefined,
    async unprotect() {
      if ((await storedTasks(project)).some(({ protect }) => protect === true)) {
        await project.pulumi(["state", "unprotect", "--all", "--yes"]);
      }
    },
    async dispose() {
      await project.dispose();
      await emulator.stop();
    },
  };
}
