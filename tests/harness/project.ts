import {
  cp,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  realpath,
  rm,
  symlink,
  writeFile,
} from "node:fs/promises";
import { tmpdir } from "node:os";
import { delimiter, dirname, join, relative, resolve } from "node:path";
import { endProcessesWith, RUN_VARIABLE } from "../../tools/leftovers";
import { pulumiEnvironment } from "../../tools/pulumi-cli";
import { runBounded, type CommandResult } from "./bounded-command";

export type { CommandResult };

export interface ProjectOptions {
  /** The program's files; a Pulumi.yaml among them replaces the usual one. */
  readonly files: Readonly<Record<string, string>>;
  /** Configuration of the stack; a key without a namespace belongs to the project. */
  readonly config?: Readonly<Record<string, string>>;
  /** Added to the environment of every command. */
  readonly env?: Readonly<Record<string, string>>;
  /** @default "orders" */
  readonly projectName?: string;
  /** The stack to go on with. @default an empty one */
  readonly stack?: SavedStack;
}

/** A stack as its backend stores it. */
export interface SavedStack {
  /** The line of its settings that leads from the passphrase to the key. */
  readonly salt: string;
  /** Texts by path. */
  readonly backend: Readonly<Record<string, string>>;
}

export interface PulumiOptions {
  readonly env?: Readonly<Record<string, string>>;
  /** @default 90_000 */
  readonly timeoutMs?: number;
  /** Kills the command (-9) as soon as it resolves. */
  readonly killWhen?: Promise<unknown>;
  /** Whether a kill also meets the dynamic hosts, which outlive their command. @default true */
  readonly killsHost?: boolean;
  /** Interrupts the command, as Ctrl-C does, as soon as it resolves. */
  readonly interruptWhen?: Promise<unknown>;
  /** How many times, a moment apart. @default 1 */
  readonly interruptCount?: number;
}

/** A resource as the engine stores it. */
export interface StoredResource {
  readonly urn: string;
  readonly type: string;
  readonly id?: string;
  readonly inputs?: Readonly<Record<string, unknown>>;
  readonly outputs?: Readonly<Record<string, unknown>>;
  readonly [key: string]: unknown;
}

/** An operation that a command began and did not end. */
export interface PendingOperation {
  /** creating, updating, deleting, reading */
  readonly type: string;
  readonly resource: StoredResource;
}

/** A user's project with the stack `dev` in a backend of its own, outside the checkout. */
export interface Project {
  /** The project's folder. */
  readonly directory: string;
  /** What its commands run with; the CLI is the first of its PATH. */
  readonly environment: Readonly<Record<string, string>>;
  /** Runs a literal command of the CLI, not interactive and without colours. */
  pulumi(args: readonly string[], options?: PulumiOptions): Promise<CommandResult>;
  /** Writes a file of the project. */
  write(file: string, text: string): Promise<void>;
  /** The resources in the stack's state. */
  state(): Promise<readonly StoredResource[]>;
  /** The operations that the state calls unfinished. */
  pendingOperations(): Promise<readonly PendingOperation[]>;
  /** Whether a command that was ended by force left its lock on the stack. */
  isLocked(): Promise<boolean>;
  /** Another project with the same files and the same state, in a folder and with an environment of its own. */
  copy(env: Readonly<Record<string, string>>): Promise<Project>;
  /** The stack as it is now, to be gone on with in other projects of this name. */
  save(): Promise<SavedStack>;
  /** All that the backend stores, history included, as one text. */
  stateText(): Promise<string>;
  /** Ends what still runs and removes everything. */
  dispose(): Promise<void>;
}

const checkout = resolve(__dirname, "../..");
const COMMAND_TIMEOUT_MS = 90_000;
const STACK = "dev";
const SETTINGS_FILE = `Pulumi.${STACK}.yaml`;
const PROJECT_VARIABLE = "PULUMI_DATAWORKS_TEST_PROJECT";

/** What commands get of the environment around the tests; nothing else must leak into them. */
const PASSED_ON = ["LANG", "TMPDIR", RUN_VARIABLE] as const;

function cliPath(): string {
  const path = process.env["PULUMI_DATAWORKS_TEST_CLI"];
  if (path === undefined) {
    throw new Error("PULUMI_DATAWORKS_TEST_CLI is not set; run the tests with `npm test`");
  }
  return path;
}

/** PATH without the folders that npm puts in front, and with this very Node.js first. */
function searchPath(): string {
  const folders = (process.env["PATH"] ?? "").split(delimiter);
  const usual = folders.filter((folder) => folder !== "" && !folder.includes("node_modules"));
  return [dirname(process.execPath), ...usual].join(delimiter);
}

function commandEnvironment(cli: string, base: string): Record<string, string> {
  const passedOn = PASSED_ON.flatMap((name) => {
    const value = process.env[name];
    return value === undefined ? [] : [[name, value] as const];
  });
  return {
    ...Object.fromEntries(passedOn),
    ...pulumiEnvironment({ path: cli }, searchPath()),
    [PROJECT_VARIABLE]: base,
    HOME: join(base, "home"),
    PULUMI_HOME: join(base, "pulumi-home"),
    PULUMI_BACKEND_URL: `file://${join(base, "backend")}`,
    // With which the states in tests/states are encrypted.
    PULUMI_CONFIG_PASSPHRASE: "workbench",
    NO_COLOR: "1",
  };
}

function stackConfig(projectName: string, config: Readonly<Record<string, string>>): string {
  const lines = Object.entries(config).map(([key, value]) => {
    const fullKey = key.includes(":") ? key : `${projectName}:${key}`;
    return `  ${fullKey}: ${JSON.stringify(value)}\n`;
  });
  return lines.length === 0 ? "" : `config:\n${lines.join("")}`;
}

/** The texts of all files below a folder, by their path in it. */
async function readAll(folder: string): Promise<Record<string, string>> {
  const entries = await readdir(folder, { withFileTypes: true, recursive: true });
  const files = entries.filter((entry) => entry.isFile());
  const texts = files.map(async (entry) => {
    const path = join(entry.parentPath, entry.name);
    return [relative(folder, path), await readFile(path, "utf8")] as const;
  });
  return Object.fromEntries(await Promise.all(texts));
}

async function writeText(path: string, text: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, text);
}

async function newBase(): Promise<string> {
  return mkdtemp(join(await realpath(tmpdir()), "pulumi-dataworks-project-"));
}

/** The folders of a project that is there already. */
interface Place {
  readonly cli: string;
  readonly base: string;
  readonly projectName: string;
  readonly env: Readonly<Record<string, string>>;
}

interface Checkpoint {
  readonly resources?: StoredResource[];
  readonly pending_operations?: PendingOperation[];
}

function openProject({ cli, base, projectName, env }: Place): Project {
  const directory = join(base, "project");
  const backend = join(base, "backend", ".pulumi");
  const environment = { ...commandEnvironment(cli, base), ...env };

  async function latest(): Promise<Checkpoint> {
    const file = join(backend, "stacks", projectName, `${STACK}.json`);
    const stored = JSON.parse(await readFile(file, "utf8")) as {
      checkpoint: { latest?: Checkpoint };
    };
    return stored.checkpoint.latest ?? {};
  }

  return {
    directory,
    environment,
    write: (file, text) => writeText(join(directory, file), text),
    async pulumi(args, options = {}) {
      const { env: commandEnv = {}, timeoutMs = COMMAND_TIMEOUT_MS, killsHost = true } = options;
      const killWhen = options.killWhen?.then(() => {
        if (killsHost) {
          endProcessesWith(PROJECT_VARIABLE, base);
        }
      });
      return runBounded(cli, [...args, "--non-interactive", "--color", "never"], {
        cwd: directory,
        env: { ...environment, ...commandEnv },
        timeoutMs,
        killWhen,
        interruptWhen: options.interruptWhen,
        interruptCount: options.interruptCount ?? 1,
      });
    },
    async dispose() {
      endProcessesWith(PROJECT_VARIABLE, base);
      await rm(base, { recursive: true, force: true, maxRetries: 3 });
    },
    state: async () => (await latest()).resources ?? [],
    pendingOperations: async () => (await latest()).pending_operations ?? [],
    async isLocked() {
      const locks = join(backend, "locks");
      const entries = await readdir(locks, { recursive: true }).catch(() => []);
      return entries.some((entry) => entry.endsWith(".json"));
    },
    async copy(otherEnv) {
      const otherBase = await newBase();
      await cp(base, otherBase, { recursive: true, verbatimSymlinks: true });
      const ownEnv = { ...otherEnv, PULUMI_STACK: STACK };
      return openProject({ cli, base: otherBase, projectName, env: ownEnv });
    },
    async save() {
      const settings = await readFile(join(directory, SETTINGS_FILE), "utf8");
      const salt = /^encryptionsalt: .+\n/m.exec(settings)?.[0] ?? "";
      return { salt, backend: await readAll(dirname(backend)) };
    },
    stateText: async () => Object.values(await readAll(dirname(backend))).join("\n"),
  };
}

/**
 * Without TypeScript a command takes a quarter of a second less. And util.inspect of Node.js 20 hangs for 25 s at the tenth line of the stack
 * of a program that throws: the SDK maps it to `node_modules/@pulumi/resource.ts`, where no path follows the scope.
 */
const RUNTIME = `runtime:
  name: nodejs
  options:
    nodeargs: --stack-trace-limit=9
    typescript: `;

function runtimeFor(files: readonly string[]): string {
  return `${RUNTIME}${files.some((file) => file.endsWith(".ts"))}\n`;
}

/** Makes the empty stack `dev` of a project, as a person does. */
async function initStack(project: Project): Promise<SavedStack> {
  const init = await project.pulumi(["stack", "init", STACK]);
  if (init.exitCode !== 0) {
    throw new Error(`pulumi stack init ended with ${init.exitCode}:\n${init.text}`);
  }
  return project.save();
}

/** Empty stacks by the name of their project: made once, since a command costs more than all files of a project. */
const emptyStacks = new Map<string, Promise<SavedStack>>();

export async function createProject(options: ProjectOptions): Promise<Project> {
  const { files, config = {}, env = {}, projectName = "orders" } = options;
  // Looked for first: without it no folder is made.
  const cli = cliPath();
  const base = await newBase();
  for (const folder of ["project", "backend", "home", "pulumi-home"]) {
    await mkdir(join(base, folder));
  }
  const project = openProject({
    cli,
    base,
    projectName,
    // Which stack is selected is stored by the project's path, which is never the same.
    env: { ...env, PULUMI_STACK: STACK },
  });
  try {
    await symlink(join(checkout, "node_modules"), join(project.directory, "node_modules"));
    await project.write("Pulumi.yaml", `name: ${projectName}\n${runtimeFor(Object.keys(files))}`);
    for (const [file, text] of Object.entries(files)) {
      await project.write(file, text);
    }
    const made = options.stack ?? emptyStacks.get(projectName) ?? initStack(project);
    if (options.stack === undefined) {
      emptyStacks.set(projectName, Promise.resolve(made));
    }
    const { salt, backend } = await made;
    for (const [file, text] of Object.entries(backend)) {
      await writeText(join(base, "backend", file), text);
    }
    // Beside the salt: another one would ask for the passphrase again.
    await project.write(SETTINGS_FILE, salt + stackConfig(projectName, config));
    return project;
  } catch (error) {
    await project.dispose();
    throw error;
  }
}
