import { runCommand, TIMED_OUT, type CommandOptions } from "./run-command";

const SHOWN_LINE_COUNT = 20;

/** The last lines, indented. */
function lastLines(output: string): string {
  const lines = output.split("\n").filter((line) => line.trim() !== "");
  return lines
    .slice(-SHOWN_LINE_COUNT)
    .map((line) => `  ${line}`)
    .join("\n");
}

/** A failed step of a tool: what was attempted, what it printed, what to do. */
export class StepError extends Error {
  override readonly name = "StepError";

  constructor(attempted: string, output: string, remedy: string) {
    super([attempted, lastLines(output), remedy].filter((part) => part !== "").join("\n"));
  }
}

/** Runs a command that must succeed. */
export async function runStep(
  command: string,
  args: readonly string[],
  options: CommandOptions & { readonly remedy: string },
): Promise<void> {
  const { exitCode, output } = await runCommand(command, args, options);
  if (exitCode !== 0) {
    const end = exitCode === TIMED_OUT ? "took too long" : `ended with exit code ${exitCode}`;
    throw new StepError(`\`${command} ${args.join(" ")}\` ${end}:`, output, options.remedy);
  }
}
