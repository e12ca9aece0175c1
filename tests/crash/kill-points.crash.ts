import assert from "node:assert/strict";
import { messageOf } from "../../provider/lifecycle/errors";
import { openRun, prepareBaseline, type Baseline } from "./baseline";
import { BLOWS, type Blow } from "./blows";
import { OPERATIONS } from "./operations";
import { pictureOf, type Picture } from "./picture";
import { recover, type Recovery } from "./recovery";
import { tableText } from "./table";

/** Commands of the real CLI at a time. */
const PARALLEL_COUNT = 2;
const SUITE_TIMEOUT_MS = 20 * 60_000;

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
  const stage = await openRun(baseline);
  try {
    await stage.succeed(baseline.operation.command);
    const actions = stage.emulator.requests.map(({ action }) => action);
    return { actions, wish: await pictureOf(stage) };
  } finally {
    await stage.dispose();
  }
}

async function runPoint(
  baseline: Baseline,
  { actions, wish }: Record,
  blow: Blow,
  { nth, moment, nextCommand }: Point,
): Promise<Result> {
  const stage = await openRun(baseline);
  const { operation } = baseline;
  try {
    await blow.strike(stage, operation.command, { action: "*", nth, moment });
    const made = stage.emulator.requests.map(({ action }) => action);
    const expected = blow.isFinal ? actions.slice(0, nth) : made;
    assert.deepEqual(made, expected, "other calls than the recorded ones");
    return await recover(stage, operation, nextCommand, wish);
  } catch (error) {
    return { problem: messageOf(error) };
  } finally {
    await stage.dispose();
  }
}

/** Runs jobs, a few at a time, and keeps their order. */
async function inParallel<Job, Done>(
  jobs: readonly Job[],
  run: (job: Job) => Promise<Done>,
): Promise<Done[]> {
  const done: Done[] = [];
  const queue = [...jobs.entries()];
  const work = async (): Promise<void> => {
    for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
      const [index, job] = next;
      done[index] = await run(job);
    }
  };
  await Promise.all(Array.from({ length: PARALLEL_COUNT }, work));
  return done;
}

function cellOf(result: Result | undefined): string {
  if (result === undefined) {
    return "-";
  }
  if ("problem" in result) {
    return "FAILED";
  }
  const { commandCount, followed } = result;
  return followed.length === 0 ? String(commandCount) : `${commandCount} (${followed.join(", ")})`;
}

for (const operation of OPERATIONS) {
  describe(`${operation.name}, ended by force at every call`, function () {
    this.timeout(SUITE_TIMEOUT_MS);
    let baseline: Baseline;
    let record: Record;
    const rows: string[][] = [];

    before(async () => {
      baseline = await prepareBaseline(operation);
      record = await recordRun(baseline);
      assert.ok(record.actions.length > 0);
    });
    after(async () => {
      const nexts = operation.nextCommands.map((command) =>
        command.filter((word) => word !== "--yes" && word !== "--skip-preview").join(" "),
      );
      const head = ["operation", "call", "ended", "by", ...nexts];
      // oxlint-disable-next-line no-console -- the table is what people run this for
      console.log(`\n${tableText(head, rows)}\n`);
      await baseline.stage.dispose();
    });

    for (const blow of BLOWS) {
      it(`by ${blow.name}, is finished by at most two commands`, async () => {
        const nextCommands = operation.nextCommands.slice(0, blow.nextCount);
        const points = record.actions.flatMap((_, index) =>
          blow.moments.flatMap((moment) =>
            nextCommands.map((nextCommand): Point => ({ nth: index + 1, moment, nextCommand })),
          ),
        );
        const results = await inParallel(points, (point) =>
          runPoint(baseline, record, blow, point),
        );
        for (let index = 0; index < points.length; index += nextCommands.length) {
          const { nth, moment } = points[index]!;
          const cells = nextCommands.map((_, offset) => cellOf(results[index + offset]));
          const call = `${nth} ${record.actions[nth - 1]}`;
          rows.push([operation.name, call, moment, blow.name, ...cells]);
        }
        const problems = results.flatMap((result, index) =>
          "problem" in result ? [{ point: points[index], problem: result.problem }] : [],
        );
        assert.equal(
          problems.map(({ point, problem }) => `${JSON.stringify(point)}: ${problem}`).join("\n\n"),
          "",
        );
      });
    }
  });
}
