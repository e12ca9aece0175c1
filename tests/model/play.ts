import { actInConsole } from "./console";
import type { Driver } from "./driver";
import { edited } from "./edits";
import { ELSEWHERE } from "./fast-host";
import { createLedger } from "./ledger";
import { command, snapshot, type Play } from "./play-command";
import { finish } from "./play-finish";
import type { Program } from "./program";
import type { Scenario, Step } from "./scenario";
import { countExcuses, countStep, type Tally } from "./tally";

/** What comes before the command of a step. @returns the program for it. */
async function prepare(play: Play, program: Program, step: Step): Promise<Program> {
  const { driver, ledger, history, tally } = play;
  const { tasks, entries } = await snapshot(play);
  const next = edited(program, step.edits, { tasks: [...tasks.values()], entries });
  for (const act of step.console) {
    history.push(() => `-- console: ${JSON.stringify(act)}`);
    actInConsole(driver.service, act, ledger);
  }
  for (const rule of step.faults) {
    history.push(() => `-- fault: ${JSON.stringify(rule)}`);
    driver.addFault(rule);
  }
  countStep(tally, step, program);
  return next;
}

/** Plays a scenario and judges every command. @throws Violation */
export async function play(driver: Driver, scenario: Scenario, tally: Tally): Promise<void> {
  const { steps, maxRetries, missingOnDelete, quirks } = scenario;
  const current: Play = {
    driver,
    ledger: createLedger(quirks),
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
  let program = scenario.program;
  tally.runs += 1;
  for (const step of steps) {
    const { kill, target, halfAnswers, meanwhile = [] } = step;
    const env = step.isElsewhere === true ? { DATAWORKS_ENDPOINT: ELSEWHERE } : {};
    program = await prepare(current, program, step);
    await command(current, step.command, program, { kill, target, halfAnswers, meanwhile, env });
    await driver.clearFaults();
  }
  await finish(current, scenario, program);
  countExcuses(tally, current.ledger);
}
