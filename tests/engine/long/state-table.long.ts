import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { withGenerated, withoutPadding } from "../../../tools/docs";
import { ARGS, createStack, DESTROY, UP, type LoggedCall, type Stack } from "../../harness/stack";

const FILE = join(__dirname, "../../../docs/state-table.md");
const MARK = "states";
/** Set by `npm run docs:states`: the table is written instead of compared. */
const UPDATE_VARIABLE = "UPDATE_DOCS";

type Desired = "unset" | "undeployed" | "stopped" | "running";
const DESIRED_STATES: readonly Desired[] = ["unset", "undeployed", "stopped", "running"];

/** What a person in the console may have made of a task, as the emulator's control is told it. */
interface LiveState {
  /** The resource's name in the program, and the end of the task's name. */
  readonly name: string;
  readonly runState: string;
  readonly deployed: boolean;
  /** How the row is titled. */
  readonly title: string;
}

const LIVE_STATES: readonly LiveState[] = [
  { name: "never", runState: "NORUN", deployed: false, title: "`NORUN`, not deployed" },
  { name: "norun", runState: "NORUN", deployed: true, title: "`NORUN`, deployed" },
  { name: "wait", runState: "WAIT", deployed: true, title: "`WAIT`" },
  { name: "run", runState: "RUN", deployed: true, title: "`RUN`" },
  { name: "killing", runState: "KILLING", deployed: true, title: "`KILLING`" },
  { name: "pause", runState: "PAUSE", deployed: true, title: "`PAUSE`" },
  { name: "exploded", runState: "EXPLODED", deployed: true, title: "`EXPLODED`" },
];

const COMMANDS = {
  refresh: ["refresh", "--yes", "--skip-preview"],
  preview: ["preview"],
  up: [...UP, "--continue-on-error"],
  destroy: [...DESTROY, "--continue-on-error"],
} as const;
type Command = keyof typeof COMMANDS;

/** What one command did with one task. */
interface Outcome {
  readonly failed: boolean;
  /** Whether the engine shows the task as changed. */
  readonly changed: boolean;
  readonly calls: readonly string[];
  /** What is there afterwards, in few words. */
  readonly result: string;
  /** The live state as the stack's state has it afterwards. */
  readonly liveState: unknown;
}

interface Row extends Readonly<Record<Command, Outcome>> {
  readonly desired: Desired;
  readonly live: LiveState;
}

const INFO = "GetDISyncInstanceInfo";
const WRITES: Readonly<Record<string, string>> = {
  CreateDISyncTask: "create",
  UpdateDISyncTask: "update",
  DeployDISyncTask: "deploy",
  StartDISyncInstance: "start",
  StopDISyncInstance: "stop",
  TerminateDISyncInstance: "undeploy",
  DeleteDISyncTask: "delete",
};

function wordOf(call: LoggedCall, before: LoggedCall | undefined, wordBefore?: string): string {
  const write = WRITES[call.action];
  if (write !== undefined) {
    return call.outcome === "success" ? write : `${write} refused`;
  }
  // A second look in a row is a poll, and so is the one that follows a start or a stop.
  const isPoll = before?.action === INFO || wordBefore === "start" || wordBefore === "stop";
  return call.action === INFO && isPoll ? "wait" : "reads";
}

/** The calls in their order; reads in a row count as one, and so do the polls of a wait. */
function folded(calls: readonly LoggedCall[]): string[] {
  const words: string[] = [];
  for (const [index, call] of calls.entries()) {
    const word = wordOf(call, calls[index - 1], words.at(-1));
    if (word !== words.at(-1)) {
      words.push(word);
    }
  }
  return words;
}

function program(desired: Desired): string {
  const args = { ...ARGS, ...(desired !== "unset" && { desiredState: desired }) };
  const names = JSON.stringify(LIVE_STATES.map(({ name }) => name));
  return `const dataworks = require("pulumi-dataworks");
for (const name of ${names}) new dataworks.DISyncTask(name, { ...${JSON.stringify(args)}, taskName: "orders_" + name });
`;
}

interface EmulatedTask {
  readonly name: string;
  readonly fileId: string;
  readonly runState: string;
  readonly deployed: boolean;
  readonly deletedStatus: string;
}

/** The tasks of one program on the emulator, found by their name in the program. */
async function emulated(stack: Stack): Promise<ReadonlyMap<string, EmulatedTask>> {
  const tasks = (await stack.control("GET", "tasks")) as EmulatedTask[];
  return new Map(tasks.map((task) => [task.name.replace("orders_", ""), task]));
}

/** Puts every task into its live state. */
async function intoLiveStates(stack: Stack): Promise<void> {
  const tasks = await emulated(stack);
  for (const { name, runState, deployed } of LIVE_STATES) {
    // A KILLING that somebody put there never ends, so it is only said, by the fault below.
    const lasting = runState === "KILLING" ? "PAUSE" : runState;
    await stack.control("PATCH", `tasks/${tasks.get(name)!.fileId}`, {
      runState: lasting,
      deployed,
    });
  }
}

/** Lets the first look of the next command find a stop under way, and the second one its end. */
async function withKilling(stack: Stack): Promise<void> {
  const { fileId } = (await emulated(stack)).get("killing")!;
  await stack.control("DELETE", "faults");
  await stack.control("POST", "faults", {
    action: INFO,
    kind: "infoWord",
    word: "KILLING",
    fileId,
  });
}

async function storedOutputs(
  stack: Stack,
  name: string,
): Promise<Record<string, unknown> | undefined> {
  const resources = await stack.project.state();
  return resources.find(({ urn }) => urn.endsWith(`:DISyncTask::${name}`))?.outputs;
}

function resultOf(
  command: Command,
  desired: Desired,
  task: EmulatedTask,
  stored: Record<string, unknown> | undefined,
): string {
  switch (command) {
    case "refresh": {
      const seen = (stored?.["desiredState"] as string | undefined) ?? "unset";
      return seen === desired ? "no drift" : `drift: ${seen}`;
    }
    case "preview":
      return "";
    case "up":
      return `\`${task.runState}\`, ${task.deployed ? "deployed" : "not deployed"}`;
    case "destroy":
      return task.deletedStatus !== "NORMAL" && stored === undefined ? "gone" : "still there";
  }
}

/** What the engine says last about a task, or nothing where it does not name it. */
function lastLine(text: string, name: string): string {
  const start = `DISyncTask ${name} `;
  const lines = text.split("\n").filter((line) => line.includes(start));
  return lines.at(-1)?.split(start)[1]?.trim() ?? "";
}

/** Runs one command over all tasks and tells them apart by the file id of their calls. */
async function run(
  stack: Stack,
  desired: Desired,
  command: Command,
): Promise<Map<string, Outcome>> {
  const tasks = await emulated(stack);
  await withKilling(stack);
  await stack.takeCalls();
  const { exitCode, text } = await stack.pulumi(COMMANDS[command]);
  const calls = await stack.takeCalls();
  await stack.control("DELETE", "faults");
  const after = await emulated(stack);
  const outcomes = new Map<string, Outcome>();
  for (const { name } of LIVE_STATES) {
    const { fileId } = tasks.get(name)!;
    const stored = await storedOutputs(stack, name);
    const line = lastLine(text, name);
    const own = calls.filter(({ params }) => (params["FileId"] ?? params["FileIdIn"]) === fileId);
    outcomes.set(name, {
      failed: line.includes("failed**"),
      changed: /^(update|delete)d?\b/.test(line),
      calls: folded(own),
      result: resultOf(command, desired, after.get(name)!, stored),
      liveState: stored?.["liveState"],
    });
  }
  const anyFailed = [...outcomes.values()].some(({ failed }) => failed);
  assert.equal(exitCode !== 0, anyFailed, text);
  return outcomes;
}

/** One program with a task for every live state, so that each command runs once for a desired state. */
async function measure(desired: Desired): Promise<Row[]> {
  const stack = await createStack(program(desired), { startDelayMs: 0, stopDelayMs: 0 });
  try {
    await stack.succeed(UP);
    await intoLiveStates(stack);
    const refresh = await run(stack, desired, "refresh");
    const preview = await run(stack, desired, "preview");
    const up = await run(stack, desired, "up");
    // What up repaired is undone, so that destroy, too, meets the state of its row.
    await intoLiveStates(stack);
    const destroy = await run(stack, desired, "destroy");
    return LIVE_STATES.map((live) => ({
      desired,
      live,
      refresh: refresh.get(live.name)!,
      preview: preview.get(live.name)!,
      up: up.get(live.name)!,
      destroy: destroy.get(live.name)!,
    }));
  } finally {
    await stack.dispose();
  }
}

function cell({ failed, calls, result }: Outcome): string {
  const made = calls.length === 0 ? "no call" : calls.join(", ");
  return [failed ? `${made}; **failed**` : made, result].filter((part) => part !== "").join(" → ");
}

function table(rows: readonly Row[]): string {
  const lines = rows.map(({ desired, live, refresh, preview, up, destroy }) => {
    const shown = preview.changed ? "update" : "no change";
    const cells = [desired, live.title, cell(refresh), shown, cell(up), cell(destroy)];
    return `| ${cells.join(" | ")} |`;
  });
  return [
    "| desired state | live state | refresh | preview | up | destroy |",
    "| --- | --- | --- | --- | --- | --- |",
    ...lines,
  ].join("\n");
}

/** What is there where a desired state is met. */
const MET: Readonly<Record<Desired, RegExp>> = {
  unset: /./,
  undeployed: /^`NORUN`, not deployed$/,
  stopped: /^`(PAUSE|NORUN)`, deployed$/,
  running: /^`(RUN|WAIT)`, deployed$/,
};

/** Rows in few words, for a list of those that break a rule. */
function named(rows: readonly Row[]): string[] {
  return rows.map(({ desired, live }) => `${desired}, ${live.title}`);
}

describe("every desired state meets every live state on the real engine", () => {
  const rows: Row[] = [];
  for (const desired of DESIRED_STATES) {
    before(async () => {
      rows.push(...(await measure(desired)));
    });
  }

  it("and no command fails", () => {
    const failing = rows.filter((row) =>
      [row.refresh, row.preview, row.up, row.destroy].some(({ failed }) => failed),
    );
    assert.deepEqual(named(failing), []);
  });

  it("and a preview calls nothing, and announces every up that changes something", () => {
    assert.deepEqual(named(rows.filter(({ preview }) => preview.calls.length > 0)), []);
    assert.deepEqual(named(rows.filter(({ preview, up }) => preview.changed !== up.changed)), []);
    assert.deepEqual(named(rows.filter(({ up }) => !up.changed && up.calls.length > 0)), []);
  });

  it("and a refresh only reads, and shows a drift exactly where up has something to do", () => {
    assert.deepEqual(named(rows.filter(({ refresh }) => refresh.calls.join() !== "reads")), []);
    const isDrift = ({ refresh }: Row) => refresh.result !== "no drift";
    assert.deepEqual(named(rows.filter((row) => isDrift(row) !== row.up.changed)), []);
  });

  it("and a refresh stores the service's own word", () => {
    const isOther = ({ live, refresh }: Row) => refresh.liveState !== live.runState;
    assert.deepEqual(named(rows.filter(isOther)), []);
  });

  it("and up meets the desired state, but where NORUN proves nothing or nobody knows the word", () => {
    assert.deepEqual(named(rows.filter(({ desired, up }) => !MET[desired].test(up.result))), [
      "undeployed, `NORUN`, deployed",
      "undeployed, `EXPLODED`",
      "stopped, `NORUN`, not deployed",
      "stopped, `EXPLODED`",
      "running, `EXPLODED`",
    ]);
  });

  it("and every destroy leaves nothing", () => {
    assert.deepEqual(named(rows.filter(({ destroy }) => destroy.result !== "gone")), []);
  });

  it("as docs/state-table.md says it", () => {
    const text = readFileSync(FILE, "utf8");
    const measured = withGenerated(text, MARK, table(rows));
    if (process.env[UPDATE_VARIABLE] === "1") {
      writeFileSync(FILE, measured);
      return;
    }
    assert.equal(withoutPadding(text), withoutPadding(measured), "run `npm run docs:states`");
  });
});
