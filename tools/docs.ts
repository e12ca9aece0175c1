import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { OPERATIONS } from "../emulator/operations";
import { QUIRKS } from "../emulator/quirks";
import {
  changeSentence,
  INPUT_NAMES,
  INPUTS,
  type InputRow,
  type ValueType,
} from "../provider/lifecycle/model/input-table";
import { OUTPUT_NAMES, OUTPUTS } from "../provider/lifecycle/model/output-table";
import { classOf, KNOWN_STATES, type LiveClass } from "../provider/lifecycle/run-state/live-state";
import { STEP_LABELS } from "../provider/lifecycle/run-state/run-steps";
import {
  stepsFor,
  type Change,
  type Step,
  type Desired,
} from "../provider/lifecycle/run-state/steps";
import { root } from "./bootstrap";
import { runStep } from "./step";

const DESIRED: Readonly<Record<Desired, string>> = {
  unmanaged: "unset",
  undeployed: "undeployed",
  stopped: "stopped",
  running: "running",
};

/** The run states of a class: those that always belong to it, and those that do where this provider deployed the task. */
function statesOf(live: LiveClass): string {
  const always = KNOWN_STATES.filter((state) => classOf(state, false) === live);
  const deployed = KNOWN_STATES.filter(
    (state) => classOf(state, true) === live && !always.includes(state),
  );
  return [
    ...(classOf(undefined, false) === live ? ["no state"] : []),
    ...always,
    ...deployed.map((state) => `${state} where deployed`),
  ].join(", ");
}

const LIVE_CLASSES: Readonly<Record<LiveClass, string>> = {
  running: `running (${statesOf("running")})`,
  stopping: `stopping (${statesOf("stopping")})`,
  stopped: `stopped (${statesOf("stopped")})`,
  undeployed: `undeployed (${statesOf("undeployed")})`,
  unknown: "unknown (any other word)",
};

const CHANGES: Readonly<Record<Change, string>> = {
  nothing: "nothing new",
  startSettings: "new start settings",
  definition: "new definition, or unfinished",
};

/** The class of a task after a step; a step that is not listed does not change it. */
const CLASS_AFTER: Readonly<Partial<Record<Step, LiveClass>>> = {
  stop: "stopping",
  waitUntilStopped: "stopped",
  undeploy: "undeployed",
  start: "running",
  waitUntilRunning: "running",
};

function keysOf<Key extends string>(table: Readonly<Record<Key, unknown>>): Key[] {
  return Object.keys(table) as Key[];
}

const code = (value: unknown) => `\`${String(value)}\``;

function markdownTable(titles: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
  return [titles, titles.map(() => "---"), ...rows].map(line).join("\n");
}

function quirkTable(): string {
  const rows = Object.entries(QUIRKS).map(([name, row]) => {
    const allowed =
      typeof row.allowed === "string" ? row.allowed : row.allowed.map(code).join(", ");
    return [code(name), code(row.default), allowed, row.meaning, row.source];
  });
  return markdownTable(
    ["quirk", "default", "values", "meaning", "what the documentation says"],
    rows,
  );
}

function operationTable(): string {
  const rows = [...OPERATIONS.values()].map(({ action, documentation, parameters, writes }) => {
    const names = parameters.map(({ name }) => code(name));
    return [`[${action}](${documentation})`, writes ? "yes" : "no", names.join(", ")];
  });
  return markdownTable(["operation", "writes", "parameters"], rows);
}

/** A type as a TypeScript user writes it. */
function typeText(type: ValueType): string {
  switch (type.kind) {
    case "id":
      return "number or string";
    case "flag":
      return "`true`";
    case "enum":
      return type.values.map((value) => code(`"${value}"`)).join(", ");
    case "object":
      return keysOf(type.properties).map(code).join(", ");
    case "list":
      return "any list";
    case "json":
      return type.orText ? "object or JSON string" : "object";
    default:
      return type.kind;
  }
}

/** "A change replaces the task." as a cell: "replaces the task". */
const changeText = (sentence: string) => sentence.replace(/^A change (.*)\.$/, "$1");

function inputTable(): string {
  const rows = INPUT_NAMES.flatMap((name) => {
    const row: InputRow = INPUTS[name];
    if (row.from === "option") {
      return [];
    }
    const title = row.presence === "required" ? `${code(name)} (required)` : code(name);
    const byDefault = row.default === undefined ? "" : ` Default: ${row.default}.`;
    const meaning = `${row.documentation}${byDefault}`;
    return [[title, typeText(row.type), meaning, changeText(changeSentence(name))]];
  });
  return markdownTable(["input", "type", "meaning", "a change"], rows);
}

function outputTable(): string {
  const rows = OUTPUT_NAMES.map((name) => {
    const { type, shown, secret, documentation } = OUTPUTS[name];
    const where = shown ? "property" : secret ? "state only, encrypted" : "state only";
    return [code(name), typeText(type), documentation, where];
  });
  return markdownTable(["output", "type", "meaning", "where"], rows);
}

const stepsText = (steps: readonly Step[]) => steps.map((step) => STEP_LABELS[step]).join(", ");

/** The steps of every situation: a row for a desired state and a live class, a column for each change. */
function stepTable(): string {
  const changes = keysOf(CHANGES);
  const rows = keysOf(DESIRED).flatMap((desired) =>
    keysOf(LIVE_CLASSES).map((live) => {
      const cells = changes.map((change) => stepsText(stepsFor({ desired, live, change })) || "–");
      return [DESIRED[desired], live, ...cells];
    }),
  );
  return markdownTable(
    ["desired state", "live", ...changes.map((change) => CHANGES[change])],
    rows,
  );
}

function liveAfter(live: LiveClass, steps: readonly Step[]): LiveClass {
  let after = live;
  for (const step of steps) {
    // A deployment does not affect what runs.
    const deployed = step === "deploy" && after === "undeployed" ? "stopped" : after;
    after = CLASS_AFTER[step] ?? deployed;
  }
  return after;
}

/** The arrows from a live class; desired states with the same steps share one. */
function arrowsFrom(live: LiveClass): string[] {
  const desiredByArrow = new Map<string, string[]>();
  for (const desired of keysOf(DESIRED)) {
    const steps = stepsFor({ desired, live, change: "nothing" });
    const arrow = `${liveAfter(live, steps)} : ${stepsText(steps) || "nothing to do"}`;
    desiredByArrow.set(arrow, [...(desiredByArrow.get(arrow) ?? []), DESIRED[desired]]);
  }
  return [...desiredByArrow].map(
    ([arrow, states]) => `    ${live} --> ${arrow} (${states.join(", ")})`,
  );
}

/** From every live class to the one that a desired state (in brackets) leads to, where nothing else changed. */
function stateDiagram(): string {
  const lives = keysOf(LIVE_CLASSES);
  const names = lives.map((live) => `    ${live} : ${LIVE_CLASSES[live]}`);
  return ["```mermaid", "stateDiagram-v2", ...names, ...lives.flatMap(arrowsFrom), "```"].join(
    "\n",
  );
}

/** Every generated part of the documents, by its mark. */
export const GENERATED = [
  { file: "README.md", mark: "inputs", make: inputTable },
  { file: "README.md", mark: "outputs", make: outputTable },
  { file: "docs/emulator.md", mark: "operations", make: operationTable },
  { file: "docs/emulator.md", mark: "quirks", make: quirkTable },
  { file: "docs/life-of-a-task.md", mark: "diagram", make: stateDiagram },
  { file: "docs/life-of-a-task.md", mark: "steps", make: stepTable },
].map(({ file, ...part }) => ({ ...part, file: join(root, file) }));

/** Inserts a generated part between `<!-- mark: … -->` and `<!-- /mark -->`. */
export function withGenerated(text: string, mark: string, part: string): string {
  const pattern = new RegExp(`(<!-- ${mark}:[^>]*-->\\n)[\\s\\S]*?(<!-- /${mark} -->)`);
  if (!pattern.test(text)) {
    throw new Error(`The document has no marks <!-- ${mark}: … --> and <!-- /${mark} -->`);
  }
  return text.replace(pattern, (_all, start: string, end: string) => `${start}\n${part}\n\n${end}`);
}

/** Removes the formatter's padding of tables, for comparisons. */
export function withoutPadding(text: string): string {
  return text.replace(/ +\|/g, " |").replace(/-{3,}/g, "---");
}

export async function main(): Promise<number> {
  for (const { file, mark, make } of GENERATED) {
    writeFileSync(file, withGenerated(readFileSync(file, "utf8"), mark, make()));
  }
  const files = [...new Set(GENERATED.map(({ file }) => file))];
  await runStep("npm", ["run", "--silent", "format", "--", ...files], { cwd: root, remedy: "" });
  return 0;
}
