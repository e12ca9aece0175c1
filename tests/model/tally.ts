import { createHash, type Hash } from "node:crypto";
import { fileIdOf } from "./driver";
import { owned, takenOver, type Judged } from "./judged";
import { EXCUSES, type Excuse, type Ledger } from "./ledger";
import type { Program } from "./program";
import type { Step } from "./scenario";

/** What many runs met, by the words in which it is told. */
const COUNTED = {
  commands: "commands",
  calls: "calls",
  faults: "faults met",
  halfAnswers: "half answers",
  kills: "kills",
  consoleActs: "changes in the console",
  meanwhile: "of them in the middle of a command",
  jumps: "jumps of the clock",
  takeOvers: "take-overs",
  aliases: "renames with an alias",
  swaps: "swaps of names",
  imports: "commands with an import",
  moves: "moves to another provider",
  hosts: "commands with several providers",
  targets: "commands with a target",
  runPrograms: "destroys with the program",
  generated: "commands with a generated task",
  retained: "tasks left to themselves",
  elsewhere: "commands at another endpoint",
} as const;

type Counted = keyof typeof COUNTED;

/** What was put into runs, for their last lines. */
export interface Tally extends Record<Counted, number> {
  runs: number;
  readonly excuses: Record<Excuse, number>;
  /** Of all that the commands did, to tell whether two runs are the same. */
  readonly digest: Hash;
}

export function createTally(): Tally {
  const zeros = Object.fromEntries(Object.keys(COUNTED).map((name) => [name, 0]));
  return {
    ...(zeros as Record<Counted, number>),
    runs: 0,
    excuses: { unconfirmed: 0, denied: 0, tooLate: 0 },
    digest: createHash("sha256"),
  };
}

function countChanges(tally: Tally, judged: Judged): void {
  const { program, before, after } = judged;
  const earlier = new Map(owned(before.entries).map((entry) => [fileIdOf(entry), entry]));
  const taken = new Set(takenOver(judged));
  for (const entry of owned(after.entries)) {
    const old = earlier.get(fileIdOf(entry));
    const isAlias = taken.has(fileIdOf(entry)) && program[entry.name]?.alias === old?.name;
    tally.aliases += isAlias && old !== undefined ? 1 : 0;
    tally.takeOvers += taken.has(fileIdOf(entry)) && !(isAlias && old !== undefined) ? 1 : 0;
    tally.moves += old !== undefined && old.provider !== entry.provider ? 1 : 0;
  }
}

/** Counts a command that was judged. */
export function countCommand(tally: Tally, judged: Judged, letGoCount: number): void {
  const { command, program, outcome, before, target } = judged;
  const { result, calls, text } = outcome;
  const wishes = Object.values(program);
  const providers = new Set(
    [...wishes, ...before.entries].map(({ provider = "default" }) => provider),
  );
  const count = (name: Counted, isMet: boolean): void => {
    tally[name] += isMet ? 1 : 0;
  };
  tally.commands += 1;
  tally.calls += calls.length;
  tally.faults += calls.filter((call) => call.outcome.startsWith("fault ")).length;
  tally.halfAnswers += calls.filter(
    (call) => call.reported === "nothing" && /^fault (answer|half)$/.test(call.outcome),
  ).length;
  tally.retained += letGoCount;
  count("kills", result === "killed");
  count("targets", target !== undefined);
  count("hosts", providers.size > 1);
  count("runPrograms", command.startsWith("destroy --run-program"));
  count("imports", command.startsWith("up") && wishes.some((wish) => wish.import !== undefined));
  count(
    "generated",
    wishes.some(({ isGenerated }) => isGenerated === true),
  );
  countChanges(tally, judged);
  tally.digest.update(result);
  tally.digest.update(text);
  calls.forEach(({ action, outcome: noted }) => tally.digest.update(`${action} ${noted}`));
}

export function countStep(tally: Tally, step: Step, program: Program): void {
  const { edits, console } = step;
  tally.elsewhere += step.isElsewhere === true ? 1 : 0;
  tally.consoleActs += console.length;
  tally.swaps += edits.filter(
    (edit) =>
      edit.kind === "swap" &&
      edit.logicalName !== edit.other &&
      edit.logicalName in program &&
      edit.other in program,
  ).length;
}

export function countExcuses({ excuses }: Tally, ledger: Ledger): void {
  for (const name of Object.keys(EXCUSES) as Excuse[]) {
    excuses[name] += ledger.excuses[name];
  }
}

/** The last lines of many runs. */
export function tallyText(tally: Tally): string {
  const hash = tally.digest.copy().digest("hex").slice(0, 12);
  const met = Object.entries(COUNTED).map(([name, words]) => `${tally[name as Counted]} ${words}`);
  const used = Object.entries(EXCUSES).map(
    ([name, words]) => `${tally.excuses[name as Excuse]} because ${words}`,
  );
  return `${met.join(", ")}\nlive tasks that may leave the state: ${used.join(", ")}\n${tally.runs} runs (digest ${hash})`;
}
