import assert from "node:assert/strict";
import { messageOf } from "../../provider/lifecycle/report/errors";
import { openRun, prepareBaseline, type Baseline } from "./baseline";
import { INTERRUPTIONS, type Interruption } from "./interruptions.cases";
import { OPERATIONS, type Operation } from "./operations.cases";
import { pictureOf, type Picture } from "./picture";
import { MAX_COMMANDS, recover, type Recovery } from "./recovery";
import { tableText } from "./table";

/** Commands of the real CLI at a time. */
const PARALLEL_COUNT = 2;
/** Far above the 25 minutes that all points take two idle cores. */
const SUITE_TIMEOUT_MS = 120 * 60_000;

/** For whoever looks into a failure: only these calls, for example `CRASH_CALLS=5,6`. */
const ONLY_CALLS = process.env["CRASH_CALLS"]?.split(",").map(Number);

/** One run that is ended by force. */
interface Point {
  /** Of the call, counted from 1. */
  readonly nth: number;
  readonly moment: "before" | "after";
  readonly nextCommand: readonly string[];
}

type Result = Recovery | { readonly problem: string };

/** What an operation does when nobody ends it. */
interface Record {
  readonly actions: readonly string[];
  readonly wish: Picture;
}

async function recordRun(baseline: Baseline): Promise<Record> {
  const stack = await openRun(baseline);
  try {
    await stack.succeed(baseline.operation.command);
    const actions = stack.emulator.requests.map(({ action }) => action);
    return { actions, wish: await pictureOf(stack) };
  } finally {
    await stack.dispose();
  }
}

async function runPoint(
  baseline: Baseline,
  { actions, wish }: Record,
  interruption: Interruption,
  { nth, moment, nextCommand }: Point,
): Promise<Result> {
  const stack = await openRun(baseline);
  const { operation } = baseline;
  try {
    await interruption.strike(stack, operation.command, { action: "*", nth, moment });
    const made = stack.emulator.requests.map(({ action }) => action);
    const expected = interruption.isFinal ? actions.slice(0, nth) : made;
    assert.deepEqual(made, expected, "other calls than the recorded ones");
    return await recover(stack, operation, nextCommand, wish);
  } catch (error) {
    return { problem: messageOf(error) };
  } finally {
    await stack.dispose();
  }
}

/** Runs jobs, a few at a time, in their order. */
async function inParallel<Job>(
  jobs: readonly Job[],
  run: (job: Job, index: number) => Promise<void>,
): Promise<void> {
  const queue = [...jobs.entries()];
  const work = async (): Promise<void> => {
    for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
      const [index, job] = next;
      await run(job, index);
    }
  };
  await Promise.all(Array.from({ length: PARALLEL_COUNT }, work));
}

function cellOf(result: Result): string {
  if ("problem" in result) {
    return "FAILED";
  }
  const { commandCount, followed } = result;
  return followed.length === 0 ? String(commandCount) : `${commandCount} (${followed.join(", ")})`;
}

/** The table is what people run this for, and it takes long enough to be shown row by row as well. */
function say(text: string): void {
  // oxlint-disable-next-line no-console -- as said above
  console.log(text);
}

const HEAD = ["operation", "call", "ended", "by", "first command", "commands"];

/** The table so far; every row is a run. */
const table: string[][] = [];

function rowOf(
  operation: Operation,
  record: Record,
  interruption: Interruption,
  point: Point,
): string[] {
  const { nth, moment, nextCommand } = point;
  const command = nextCommand.filter((word) => word !== "--yes" && word !== "--skip-preview");
  return [
    operation.name,
    `${nth} ${record.actions[nth - 1]}`,
    moment,
    interruption.name,
    command.join(" "),
  ];
}

function pointsOf(operation: Operation, record: Record, interruption: Interruption): Point[] {
  const nextCommands = operation.nextCommands.slice(0, interruption.nextCount);
  const calls = record.actions.map((_, index) => index + 1);
  return calls
    .filter((nth) => ONLY_CALLS?.includes(nth) ?? true)
    .flatMap((nth) =>
      interruption.moments.flatMap((moment) =>
        nextCommands.map((nextCommand): Point => ({ nth, moment, nextCommand })),
      ),
    );
}

describe("ended by force at every call,", function () {
  this.timeout(SUITE_TIMEOUT_MS);
  after(() => say(`\n${tableText(HEAD, table)}\n`));

  for (const operation of OPERATIONS) {
    describe(operation.name, () => {
      let baseline: Baseline;
      let record: Record;
      before(async () => {
        baseline = await prepareBaseline(operation);
        record = await recordRun(baseline);
        assert.ok(record.actions.length > 0);
      });
      after(() => baseline.stack.dispose());

      for (const interruption of INTERRUPTIONS) {
        it(`by ${interruption.name}, is finished by at most ${MAX_COMMANDS} commands`, async () => {
          const problems: string[] = [];
          const rows: string[][] = [];
          await inParallel(pointsOf(operation, record, interruption), async (point, index) => {
            const result = await runPoint(baseline, record, interruption, point);
            const row = [...rowOf(operation, record, interruption, point), cellOf(result)];
            rows[index] = row;
            say(`      ${row.join(", ")}`);
            if ("problem" in result) {
              problems.push(`${row.join(", ")}: ${result.problem}`);
            }
          });
          table.push(...rows);
          assert.equal(problems.join("\n\n"), "");
        });
      }
    });
  }
});
