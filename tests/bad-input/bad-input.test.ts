import assert from "node:assert/strict";
import * as fc from "fast-check";
import { startEmulator, type Emulator } from "../../emulator/index";
import { provider } from "../../provider/host";
import { DISyncTask, type DISyncTaskArgs } from "../../provider/index";
import { PROVIDER_TEXT } from "../../provider/host/provider-text";
import { withEnvironment } from "../harness/environment";
import { CONTENT, RESOURCE, type BadProgram, type Row } from "./bad-program";
import { DEFINITION_ROWS } from "./definitions.cases";
import { MISFIT_ROWS } from "./misfits.cases";
import { NAME_ROWS } from "./names.cases";
import { OPTION_ROWS } from "./options.cases";
import { runProgram } from "./run-program";
import { SETTING_ROWS } from "./settings.cases";
import { START_ROWS } from "./start-settings.cases";
import { UNKNOWN_ROWS } from "./unknowns.cases";
import { UNSENDABLE_ROWS } from "./unsendable.cases";

/** Another one by PULUMI_DATAWORKS_TEST_SEED. */
const SEED = Number(process.env["PULUMI_DATAWORKS_TEST_SEED"] ?? 20_200_518);
const PROGRAMS_PER_ROW = 3;

const ROWS: readonly Row[] = [
  ...UNSENDABLE_ROWS,
  ...MISFIT_ROWS,
  ...DEFINITION_ROWS,
  ...START_ROWS,
  ...OPTION_ROWS,
  ...NAME_ROWS,
  ...SETTING_ROWS,
  ...UNKNOWN_ROWS,
];

const GOOD_ARGS = {
  projectId: "10000",
  taskName: "orders",
  fileFolderPath: "Business Flow/quickstart/Data Integration",
  resourceGroup: "S_res_group_1_1",
  taskContent: CONTENT,
};

const STORED_INPUTS = { ...GOOD_ARGS, region: "cn-shanghai", __provider: PROVIDER_TEXT };
const STORED = {
  id: "10000:1000001",
  inputs: STORED_INPUTS,
  outputs: {
    ...STORED_INPUTS,
    fileId: "1000001",
    liveName: "orders",
    liveState: "NORUN",
    deployed: false,
    emulated: true,
  },
};

function argsOf(given: unknown): DISyncTaskArgs {
  const isFields = typeof given === "object" && given !== null && !Array.isArray(given);
  // Where the arguments as a whole are wrong, nothing good stands beside them.
  return (isFields ? { ...GOOD_ARGS, ...given } : given) as DISyncTaskArgs;
}

/** Runs a bad program, and gives what a person is told. */
function run({ args = {}, options = {}, get, ...rest }: BadProgram): Promise<readonly string[]> {
  const {
    environment = {},
    config = { "dataworks:region": "cn-shanghai" },
    isPreview = false,
  } = rest;
  provider.configure({ config: { get: (key) => config[key] } });
  const program = () =>
    void (get === undefined
      ? new DISyncTask(RESOURCE, argsOf(args), options)
      : DISyncTask.get(RESOURCE, get));
  return withEnvironment(environment, () => runProgram(program, { stored: STORED, isPreview }));
}

describe("a bad program", () => {
  let emulator: Emulator;
  let refusedCount = 0;
  let programCount = 0;
  before(async () => {
    emulator = await startEmulator({ port: 0 });
  });
  after(async () => {
    provider.configure({ config: { get: () => undefined } });
    await emulator.stop();
    // oxlint-disable-next-line no-console -- the count and the seed are the result
    console.log(`  ${refusedCount} of ${programCount} bad programs (seed ${SEED})`);
  });

  async function requireOneSentence(bad: BadProgram): Promise<void> {
    programCount += 1;
    const callCount = emulator.requests.length;
    const told = await withEnvironment({ ...emulator.environment }, () => run(bad));
    assert.equal(told.length, 1, `told: ${JSON.stringify(told)}, expected: ${bad.message}`);
    if (typeof bad.message === "string") {
      assert.equal(told[0], bad.message);
    } else {
      assert.match(told[0] ?? "", bad.message);
    }
    assert.deepEqual(emulator.requests.slice(callCount), [], "nothing is called");
    refusedCount += 1;
  }

  it("would be seen to call: a good one creates its task", async () => {
    await withEnvironment({ ...emulator.environment }, () => run({ message: "" }));
    const calls = emulator.requests.map(({ action, outcome }) => `${action}: ${outcome}`);
    assert.ok(calls.includes("CreateDISyncTask: success"), calls.join(", "));
  });

  for (const { property, kind, program } of ROWS) {
    it(`ends in one sentence and calls nothing: ${property}, ${kind}`, () =>
      fc.assert(fc.asyncProperty(program, requireOneSentence), {
        seed: SEED,
        numRuns: PROGRAMS_PER_ROW,
        endOnFailure: true,
      }));
  }
});
