import { readdirSync } from "node:fs";
import { join } from "node:path";
import { startEmulator } from "../emulator";
import { provider } from "../provider/host";
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

const CONTENT = { type: "job", steps: [{ name: "reader", parameter: { batchSize: 5 } }] };
const SCRIPT = {
  type: "realtime",
  version: "1.0",
  setting: { resourceGroup: "S_res_group_1_1", taskType: "oneclick_to_holo" },
  steps: [
    {
      stepType: "mysql",
      category: "reader",
      name: "Reader",
      parameter: {
        connection: [{ datasourceType: "mysql", datasource: "orders_source", table: ["orders"] }],
      },
    },
    {
      stepType: "holo",
      category: "writer",
      name: "Writer",
      parameter: { datasource: "orders_sink" },
    },
  ],
};

/** Every input that a task can have beside its definition. */
const EVERY_INPUT = {
  resourceGroup: "S_res_group_1_1",
  cu: 1.5,
  desiredState: "undeployed",
  startParam: { errorLimit: { record: 5 } },
  restartTriggers: ["1"],
  deletePolicy: "stopFirst",
  onExisting: "adopt",
  customTimeouts: { create: "20m", update: "20m", delete: "20m" },
};

/** Programs whose states hold, together, all that a state can hold. */
const PROGRAMS: Readonly<Record<string, Fields>> = {
  "fewest inputs": { taskContent: CONTENT },
  "every input": { taskContent: CONTENT, ...EVERY_INPUT },
  "content as text": { taskContent: JSON.stringify(CONTENT) },
  generated: { generate: SCRIPT },
  "taken over": { taskContent: CONTENT, onExisting: "adopt" },
};

function typeOf(value: unknown): string {
  if (Array.isArray(value)) {
    return "list";
  }
  const isMarked = typeof value === "object" && value !== null && SECRET_MARK in value;
  return isMarked ? "secret" : typeof value;
}

/** The type of each property, in the order of the alphabet. */
export function typesOf(properties: Fields): Types {
  const names = Object.keys(properties).sort();
  return Object.fromEntries(names.map((name) => [name, typeOf(properties[name])]));
}

/** What the provider stores, for each program after a create; the engine is not needed for it. */
export async function currentShape(): Promise<Shape> {
  // A deployed task, so that what is sent to it stays a draft.
  const existing = { name: "taken over", content: CONTENT, deployed: true };
  const emulator = await startEmulator({ seed: { tasks: [existing] } });
  Object.assign(process.env, emulator.environment);
  const outputs: Record<string, Types> = {};
  try {
    for (const [name, args] of Object.entries(PROGRAMS)) {
      const { inputs } = await provider.check(
        {},
        {
          projectId: "10000",
          region: "cn-shanghai",
          taskName: name,
          fileFolderPath: "Business Flow/quickstart/Data Integration",
          ...args,
          __provider: PROVIDER_TEXT,
        },
      );
      const { id, outs } = await provider.create(inputs);
      outputs[name] = typesOf(outs);
      const { props = {} } = await provider.read(id, { region: "cn-shanghai" });
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
