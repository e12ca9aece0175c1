import { readdirSync } from "node:fs";
import { join } from "node:path";
import { startEmulator } from "../emulator";
import { provider } from "../provider/host";
import { INPUTS, STORED_INPUTS, type ValueType } from "../provider/lifecycle/model/input-table";
import { OUTPUTS } from "../provider/lifecycle/model/output-table";
import { PROVIDER_TEXT } from "../provider/host/provider-text";
import { root } from "./bootstrap";

export const STATES = join(root, "tests", "states");
export const SHAPE_FILE = "shape.json";
const SECRET_MARK = "4dabf18193072939515e22adb298388d";

type Fields = Readonly<Record<string, unknown>>;
type Types = Readonly<Record<string, string>>;

export interface Shape {
  readonly provider: string;
  readonly outputs: Readonly<Record<string, Types>>;
}

const CONTENT = INPUTS.taskContent.example;
const SCRIPT = INPUTS.generate.example;

/** Every input that a task can have besides its definition. */
const EVERY_INPUT = Object.fromEntries(
  STORED_INPUTS.filter((name) => INPUTS[name].presence === "optional")
    .filter((name) => name !== "taskContent" && name !== "generate")
    .map((name) => [name, INPUTS[name].example]),
);

/** The task that the import takes over. */
const IMPORTED = "10000:1000100";

/** Programs whose states together contain everything that a state can contain. */
const PROGRAMS: Readonly<Record<string, Fields>> = {
  "fewest inputs": { taskContent: CONTENT },
  "every input": { taskContent: CONTENT, ...EVERY_INPUT },
  "content as text": { taskContent: JSON.stringify(CONTENT) },
  generated: { generate: SCRIPT },
  "taken over": { taskContent: CONTENT, onExisting: "adopt" },
  draft: { taskContent: { ...CONTENT, steps: [] }, import: IMPORTED },
};

/** The type in the state of a value of each kind; a content may also be a string. */
const STORED_AS: Readonly<Record<ValueType["kind"], string>> = {
  string: "string",
  id: "string",
  number: "number",
  boolean: "boolean",
  flag: "boolean",
  enum: "string",
  object: "object",
  list: "list",
  json: "object",
};

interface StoredRow {
  readonly type: ValueType;
  readonly secret: boolean;
}

const STORED_ROWS: Readonly<Record<string, StoredRow>> = {
  ...Object.fromEntries(STORED_INPUTS.map((name) => [name, INPUTS[name]])),
  ...OUTPUTS,
};

function isTypeOf({ type, secret }: StoredRow, stored: string): boolean {
  const isText = type.kind === "json" && type.orText && stored === "string";
  return isText || stored === (secret ? "secret" : STORED_AS[type.kind]);
}

/** One line for each difference between a shape and the tables of inputs and outputs. */
export function unlikeTables({ outputs }: Shape): string[] {
  const missing = new Set(Object.keys(STORED_ROWS));
  const lines: string[] = [];
  for (const [program, types] of Object.entries(outputs)) {
    for (const [name, stored] of Object.entries(types)) {
      const row = Object.hasOwn(STORED_ROWS, name) ? STORED_ROWS[name] : undefined;
      missing.delete(name);
      // The whole content of a task that this stack does not own is a secret.
      const isForeign = name === "taskContent" && "lookedUp" in types && stored === "secret";
      if (row === undefined) {
        lines.push(`${program}: ${name} is in no table`);
      } else if (!isForeign && !isTypeOf(row, stored)) {
        lines.push(`${program}: ${name} is ${stored}, unlike its table`);
      }
    }
  }
  return [...lines, ...[...missing].map((name) => `no program: ${name} is in a table alone`)];
}

function typeOf(value: unknown): string {
  if (Array.isArray(value)) {
    return "list";
  }
  const isMarked = typeof value === "object" && value !== null && SECRET_MARK in value;
  return isMarked ? "secret" : typeof value;
}

/** The type of each property, in alphabetical order. */
export function typesOf(properties: Fields): Types {
  const names = Object.keys(properties).sort();
  return Object.fromEntries(names.map((name) => [name, typeOf(properties[name])]));
}

/** What the provider stores for each program after a create, determined without the engine. */
export async function currentShape(): Promise<Shape> {
  const existing = { name: "taken over", content: CONTENT };
  // Deployed, as its run state proves, and with a different content from the program's, which stays a draft.
  const imported = { name: "draft", content: CONTENT, fileId: "1000100", runState: "PAUSE" };
  const emulator = await startEmulator({ seed: { tasks: [existing, imported] } });
  Object.assign(process.env, emulator.environment);
  const outputs: Record<string, Types> = {};
  try {
    for (const [name, args] of Object.entries(PROGRAMS)) {
      const { inputs } = await provider.check(
        {},
        {
          projectId: INPUTS.projectId.example,
          region: INPUTS.region.example,
          taskName: name,
          fileFolderPath: INPUTS.fileFolderPath.example,
          ...args,
          __provider: PROVIDER_TEXT,
        },
      );
      const { id, outs } = await provider.create(inputs);
      outputs[name] = typesOf(outs);
      const { props = {} } = await provider.read(id, { region: INPUTS.region.example });
      outputs["looked up"] ??= typesOf(props);
    }
  } finally {
    await emulator.stop();
  }
  return { provider: PROVIDER_TEXT, outputs };
}

/** The folder of the newest version that has states. */
export function newestFolder(): string | undefined {
  const versions = readdirSync(STATES, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && /^\d+\.\d+\.\d+$/.test(entry.name))
    .map((entry) => entry.name)
    .sort((a, b) => a.localeCompare(b, "en", { numeric: true }));
  const newest = versions.at(-1);
  return newest === undefined ? undefined : join(STATES, newest);
}

/** One line for each difference. */
export function differences(recorded: Shape, current: Shape): string[] {
  const lines: string[] = [];
  if (recorded.provider !== current.provider) {
    lines.push("the text of __provider is another one");
  }
  const programs = new Set([...Object.keys(recorded.outputs), ...Object.keys(current.outputs)]);
  for (const program of programs) {
    const before = recorded.outputs[program] ?? {};
    const now = current.outputs[program] ?? {};
    for (const name of new Set([...Object.keys(before), ...Object.keys(now)])) {
      if (before[name] !== now[name]) {
        lines.push(
          `${program}: ${name} was ${before[name] ?? "absent"}, is ${now[name] ?? "absent"}`,
        );
      }
    }
  }
  return lines;
}
