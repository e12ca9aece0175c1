import { randomUUID } from "node:crypto";
import { endProcessesWith, RUN_VARIABLE } from "./leftovers";
import { endRunningCommands } from "./run-command";
import { StepError } from "./step";

/** Does the work of a tool and returns its exit code. */
export type Tool = () => Promise<number>;

/** Runs a tool from start to end: a failed step is printed plainly, and nothing outlives the tool. */
export async function runTool(tool: Tool): Promise<void> {
  const outer = process.env[RUN_VARIABLE];
  // A nested tool ends only its own processes, the outer one ends all.
  const run = [...(outer === undefined ? [] : [outer]), randomUUID()].join("/");
  process.env[RUN_VARIABLE] = run;
  process.once("exit", () => {
    endRunningCommands();
    endProcessesWith(RUN_VARIABLE, run);
  });
  try {
    const exitCode = await tool();
    if (exitCode !== 0) {
      process.exitCode = exitCode;
    }
  } catch (error) {
    console.error(error instanceof StepError ? error.message : error);
    process.exitCode = 1;
  }
}
