import type { Command, CommandOptions, Driver, Outcome } from "./driver";
import { actInConsole } from "./console";
import { letGo, type Judged, type Snapshot } from "./judged";
import type { Ledger } from "./ledger";
import { entriesText, judge } from "./oracle";
import { taskNameOf, wishesOf, type Program } from "./program";
import type { Meanwhile } from "./scenario";
import { countCommand, type Tally } from "./tally";

/** One run of the model under way. */
export interface Play {
  readonly driver: Driver;
  readonly ledger: Ledger;
  readonly tally: Tally;
  /** Written down only when somebody wants to read it. */
  readonly history: (() => string)[];
  readonly env: Readonly<Record<string, string>>;
}

export async function snapshot({ driver }: Play): Promise<Snapshot> {
  const tasks = new Map(driver.service.tasks().map((task) => [task.fileId, task]));
  return { tasks, entries: await driver.entries() };
}

function commandText(
  name: Command,
  program: Program,
  { target, kill, meanwhile = [] }: CommandOptions & { readonly meanwhile?: readonly Meanwhile[] },
  { result, calls, text }: Outcome,
  { tasks, entries }: Snapshot,
): string {
  const taskTexts = [...tasks.values()].map(
    (task) =>
      `${task.fileId} ${task.name} ${task.deletedStatus} ${task.runState} version ${task.currentVersion} deployed ${task.deployedVersion}`,
  );
  return [
    ...(kill === undefined ? [] : [`-- kill: ${JSON.stringify(kill)}`]),
    ...meanwhile.map((one) => `-- meanwhile: ${JSON.stringify(one)}`),
    `$ ${name}${target === undefined ? "" : ` --target ${target}`} ${result}, with ${JSON.stringify(program)}`,
    ...calls.map(
      ({ action, params, outcome }) => `  ${action} ${params["FileId"] ?? ""}: ${outcome}`,
    ),
    ...text.split("\n").map((line) => `  | ${line}`),
    `  state: ${entriesText(entries)}`,
    `  service: ${taskTexts.join(", ")}`,
  ].join("\n");
}

/** What happens while a command runs; only what it changes in a task counts as a change. */
function happen(
  { driver, ledger, tally, history }: Play,
  act: Meanwhile["act"],
  call: number,
  changedMeanwhile: Map<string, number>,
  createdMeanwhile: Set<string>,
): void {
  if (act.kind === "clock") {
    driver.jump(act.ms);
    tally.jumps += 1;
    return;
  }
  const fileId = actInConsole(driver.service, act, ledger);
  tally.consoleActs += 1;
  tally.meanwhile += 1;
  history.push(() => `-- after call ${call} of the next command: ${JSON.stringify(act)}`);
  if (fileId !== undefined && act.kind === "create") {
    createdMeanwhile.add(fileId);
  } else if (fileId !== undefined) {
    changedMeanwhile.set(fileId, call);
  }
}

/** Runs one command and judges it. */
export async function command(
  play: Play,
  name: Command,
  program: Program,
  options: CommandOptions & { readonly meanwhile?: readonly Meanwhile[] } = {},
): Promise<Outcome> {
  const { driver, ledger, tally, history } = play;
  const env = { ...play.env, ...options.env };
  const changedMeanwhile = new Map<string, number>();
  const createdMeanwhile = new Set<string>();
  const before = await snapshot(play);
  const onCall = (call: number): void => {
    for (const { act } of (options.meanwhile ?? []).filter((one) => one.call === call)) {
      happen(play, act, call, changedMeanwhile, createdMeanwhile);
    }
  };
  const outcome = await driver.run(name, program, { ...options, env, onCall });
  const after = await snapshot(play);
  history.push(() => commandText(name, program, options, outcome, after));
  const judged: Judged = {
    command: name,
    program: wishesOf(program),
    outcome,
    before,
    after,
    pendingCreates: (await driver.pendingCreates()).map((one) =>
      taskNameOf(one, program[one] ?? { name: 0 }),
    ),
    acceptedRename: env["DATAWORKS_ACCEPT_RENAME"],
    target: options.target,
    changedMeanwhile,
    createdMeanwhile,
  };
  countCommand(tally, judged, letGo(judged).size);
  judge(judged, ledger, history);
  return outcome;
}
