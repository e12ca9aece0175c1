import assert from "node:assert/strict";
import { startEmulator, type Emulator } from "../../emulator/index";
import { signedCall, type CallParameters } from "../harness/signed-call";

const SMALL_COUNT = 100;
const LARGE_COUNT = 10_000;
/** Calls on each emulator, in turn, so that the machine's other load meets both alike. */
const ROUNDS = 300;
/** How much longer a call may take with a hundred times as many tasks. */
const MAX_RATIO = 1.5;

/** One page in three ways; each finds something in both emulators. */
const CALLS: Readonly<Record<string, CallParameters>> = {
  "ExactFileName, in a folder": {
    ExactFileName: "task_50",
    FileFolderPath: "Business Flow/quickstart/Data Integration",
    FileTypes: "900",
  },
  "FileIdIn, 50 ids": {
    FileIdIn: Array.from({ length: 50 }, (_, at) => 1_000_001 + at).join(","),
    PageSize: "100",
  },
  "FileTypes, a page of 100": { FileTypes: "900", PageSize: "100" },
  "no filter, a page of 100": { PageSize: "100" },
};

function filled(count: number): Promise<Emulator> {
  const tasks = Array.from({ length: count }, (_, at) => ({ name: `task_${at}`, content: "{}" }));
  return startEmulator({ seed: { tasks } });
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}

describe("ListFiles with 10,000 tasks beside 100", function () {
  this.timeout(300_000);
  let small: Emulator;
  let large: Emulator;
  before(async () => {
    small = await filled(SMALL_COUNT);
    large = await filled(LARGE_COUNT);
  });
  after(() => Promise.all([small.stop(), large.stop()]));

  async function timeOf({ url }: Emulator, parameters: CallParameters): Promise<number> {
    const startMs = performance.now();
    const { text } = await signedCall(url, Date.now(), "ListFiles", {
      ProjectId: "10000",
      ...parameters,
    });
    const tookMs = performance.now() - startMs;
    const { Data } = JSON.parse(text) as { Data: { Files: unknown[] } };
    assert.ok(Data.Files.length > 0);
    return tookMs;
  }

  for (const [name, parameters] of Object.entries(CALLS)) {
    it(`takes at most ${MAX_RATIO} times as long: ${name}`, async () => {
      const times = { small: [] as number[], large: [] as number[] };
      for (let round = 0; round < ROUNDS; round += 1) {
        times.small.push(await timeOf(small, parameters));
        times.large.push(await timeOf(large, parameters));
      }
      const ratio = median(times.large) / median(times.small);
      process.stdout.write(
        `    ${name}: ratio ${ratio.toFixed(2)} (${median(times.small).toFixed(2)} ms and ${median(times.large).toFixed(2)} ms)\n`,
      );
      assert.ok(ratio <= MAX_RATIO, `the ratio is ${ratio.toFixed(2)}`);
    });
  }
});
