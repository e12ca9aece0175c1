import { createHash, type Hash } from "node:crypto";
import type { Driver, Entry, Outcome } from "./driver";
import type { CommandOptions, Command } from "./driver";
import { actInConsole, tidyUp } from "./console";
import {
  createLedger,
  isListed,
  isLive,
  owned,
  ownedIds,
  type Ledger,
  type Snapshot,
} from "./ledger";
import { entriesText, judge, Violation } from "./oracle";
import { taskNameOf, type Program, type TaskWish } from "./program";
import { edited, type Scenario } from "./scenario";

/** What was put into runs, for their last line. */
export interface Tally {
  runs: number;
  commands: number;
  calls: number;
  faults: number;
  kills: number;
  consoleActs: number;
  /** Of all that the commands did, to tell whether two runs are the same. */
  readonly digest: Hash;
}

export function createTally(): Tally {
  const digest = createHash("sha256");
  return { runs: 0, commands: 0, calls: 0, faults: 0, kills: 0, consoleActs: 0, digest };
}

function count(tally: Tally, { result, calls, text }: Outcome): void {
  tally.commands += 1;
  tally.calls += calls.length;
  tally.kills += result === "killed" ? 1 : 0;
  tally.faults += calls.filter(({ outcome }) => outcome.startsWith("fault ")).length;
  tally.digest.update(result);
  tally.digest.update(text);
  calls.forEach(({ action, outcome }) => tally.digest.update(`${action} ${outcome}`));
}

/** Quirks that only a person or time can overcome: the last commands come after they have. */
const CURED_QUIRKS = {
  updateRealtime: "accept",
  startOutcome: "run",
  deployDelayMs: 0,
  startDelayMs: 200,
  stopDelayMs: 200,
  stopNeverEnds: false,
} as const;

/** Quirks with which a plain command may fail. */
const HARD_QUIRKS = ["updateRealtime", "startOutcome", "deployDelayMs", "stopDelayMs"];

/** One run of the model under way. */
interface Play {
  readonly driver: Driver;
  readonly ledger: Ledger;
  readonly tally: Tally;
  /** Written down only when somebody wants to read it. */
  readonly history: (() => string)[];
  readonly env: Readonly<Record<string, string>>;
}

async function snapshot({ driver }: Play): Promise<Snapshot> {
  const tasks = new Map(driver.store.tasks().map((task) => [task.fileId, task]));
  return { tasks, entries: await driver.entries() };
}

function commandText(
  name: Command,
  program: Program,
  { result, calls, text }: Outcome,
  { tasks, entries }: Snapshot,
): string {
  const taskTexts = [...tasks.values()].map(
    (task) =>
      `${task.fileId} ${task.name} ${task.deletedStatus} ${task.runState} version ${task.currentVersion} deployed ${task.deployedVersion}`,
  );
  return [
    `$ ${name} ${result}, with ${JSON.stringify(program)}`,
    ...calls.map(
      ({ action, params, outcome }) => `  ${action} ${params["FileId"] ?? ""}: ${outcome}`,
    ),
    ...text.split("\n").map((line) => `  | ${line}`),
    `  state: ${entriesText(entries)}`,
    `  service: ${taskTexts.join(", ")}`,
  ].join("\n");
}

/** Runs one command and judges it. */
async function command(
  play: Play,
  name: Command,
  program: Program,
  options: CommandOptions = {},
): Promise<Outcome> {
  const { driver, ledger, tally, history } = play;
  const env = { ...play.env, ...options.env };
  const before = await snapshot(play);
  const outcome = await driver.run(name, program, { ...options, env });
  const after = await snapshot(play);
  count(tally, outcome);
  history.push(() => commandText(name, program, outcome, after));
  const pendingCreates = await driver.pendingCreates();
  const acceptedRename = env["DATAWORKS_ACCEPT_RENAME"];
  judge(
    { command: name, program, outcome, before, after, pendingCreates, acceptedRename },
    ledger,
    history,
  );
  return outcome;
}

/** Gives a resource that is not in the state the import that the message offers, as the person who reads it would. */
async function withImports(play: Play, program: Program, text: string): Promise<Program> {
  const stored = new Set(owned(await play.driver.entries()).map(({ name }) => name));
  const offered = [...text.matchAll(/\bfiles? (\d+)/g)].flatMap(([, fileId]) => fileId ?? []);
  const next: Record<string, TaskWish> = { ...program };
  for (const fileId of offered) {
    const task = play.driver.store.task(fileId);
    const found = Object.entries(program).find(
      ([name, wish]) => !stored.has(name) && isListed(task) && task.name === taskNameOf(name, wish),
    );
    if (found !== undefined && play.ledger.ours.has(fileId)) {
      next[found[0]] = { ...found[1], import: `10000:${fileId}` };
    }
  }
  return next;
}

/** Writes what is on record where the service cannot unset it, as the message says. */
async function withKeptValues(play: Play, program: Program, text: string): Promise<Program> {
  const next: Record<string, TaskWish> = { ...program };
  for (const { name, outputs } of owned(await play.driver.entries())) {
    const wish = program[name];
    if (wish !== undefined && text.includes("the service cannot unset")) {
      const { resourceGroup, cu } = outputs as Pick<TaskWish, "resourceGroup" | "cu">;
      next[name] = {
        ...(resourceGroup !== undefined && { resourceGroup }),
        ...(cu !== undefined && { cu }),
        ...wish,
      };
    }
  }
  return next;
}

function fail(play: Play, invariant: string, detail: string): never {
  throw new Violation(invariant, [detail], play.history);
}

/** The program without what the person would take out before the last commands. */
function harmless(program: Program): Program {
  return Object.fromEntries(
    Object.entries(program).map(([name, { protect: _protect, deletePolicy: _policy, ...wish }]) => [
      name,
      wish,
    ]),
  );
}

/** Ends at the wish: at most two commands, and one more for every task that a message names. */
async function converge(play: Play, wished: Program): Promise<Program> {
  let program = wished;
  for (let attempt = 1; ; attempt++) {
    const { result, text } = await command(play, "up --refresh", program);
    if (result === "succeeded") {
      return program;
    }
    const next = await withKeptValues(play, await withImports(play, program, text), text);
    const isHelped = JSON.stringify(next) !== JSON.stringify(program);
    if (!isHelped && attempt >= 2) {
      return fail(play, "upEndsAtTheWish", text);
    }
    program = next;
  }
}

function remains(play: Play, entries: readonly Entry[]): readonly string[] {
  const { driver, ledger } = play;
  const known = ownedIds(entries);
  return driver.store
    .tasks()
    .filter((task) => isLive(task) && known.has(task.fileId) && ledger.ours.has(task.fileId))
    .map(({ fileId, name, runState }) => `file ${fileId} ("${name}", ${runState})`);
}

/** Without faults, up ends at the wish and destroy --refresh at nothing. */
async function finish(play: Play, scenario: Scenario, wished: Program): Promise<void> {
  const { driver, history } = play;
  await driver.clearFaults();
  await driver.unprotect();
  await driver.rest();
  driver.store.setQuirks(CURED_QUIRKS);
  history.push(() => "-- the last commands, without faults");
  const renamed = tidyUp(
    driver.store,
    await driver.entries(),
    play.ledger,
    scenario.acceptsRenames,
  );
  for (const id of renamed) {
    await command(play, "refresh", wished, { env: { DATAWORKS_ACCEPT_RENAME: id } });
  }
  const program = await converge(play, harmless(wished));
  const { result, hasChanges } = await command(play, "preview", program);
  if (result !== "succeeded" || hasChanges) {
    fail(play, "upLeavesNothingToDo", "a preview after the last up shows changes");
  }
  const entries = owned(await driver.entries());
  const { text, result: ended } = await command(play, "destroy --refresh", program);
  if (ended !== "succeeded") {
    fail(play, "destroyEndsAtNothing", text);
  }
  const left = remains(play, entries);
  if (left.length > 0) {
    fail(play, "destroyEndsAtNothing", `${left.join(", ")} remain`);
  }
}

/** Plays a scenario and judges every command. @throws Violation */
export async function play(driver: Driver, scenario: Scenario, tally: Tally): Promise<void> {
  const { steps, maxRetries, missingOnDelete, quirks } = scenario;
  const current: Play = {
    driver,
    ledger: createLedger(),
    tally,
    history: [
      () =>
        `quirks ${JSON.stringify(quirks)}, retries ${maxRetries}, parallel ${scenario.isParallel}`,
    ],
    env: {
      DATAWORKS_MAX_RETRIES: String(maxRetries),
      DATAWORKS_MISSING_ON_DELETE: missingOnDelete,
    },
  };
  current.ledger.isCalm = HARD_QUIRKS.every((name) => !Object.hasOwn(quirks, name));
  let program = scenario.program;
  tally.runs += 1;
  for (const step of steps) {
    program = edited(program, step.edits);
    for (const act of step.console) {
      current.history.push(() => `-- console: ${JSON.stringify(act)}`);
      actInConsole(driver.store, act, current.ledger);
      tally.consoleActs += 1;
    }
    step.faults.forEach((rule) => {
      current.history.push(() => `-- fault: ${JSON.stringify(rule)}`);
      driver.addFault(rule);
    });
    if (step.kill !== undefined) {
      current.history.push(() => `-- kill: ${JSON.stringify(step.kill)}`);
    }
    await command(current, step.command, program, { kill: step.kill });
    await driver.clearFaults();
  }
  await finish(current, scenario, program);
}
