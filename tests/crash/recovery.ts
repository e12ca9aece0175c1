import assert from "node:assert/strict";
import type { CommandResult, Stack } from "../harness/stack";
import type { Operation } from "./operations.cases";
import { pictureOf, type Picture } from "./picture";

/** No point may need more. */
export const MAX_COMMANDS = 2;

export interface Recovery {
  /** Commands until the wish was met; a `pulumi cancel` does not count. */
  readonly commandCount: number;
  /** What the message of a refused command said to do, and was done. */
  readonly followed: readonly string[];
}

interface NextStep {
  readonly command: readonly string[];
  readonly followed?: string;
}

/** Does literally what the message of a refused command says. */
async function follow(
  stack: Stack,
  operation: Operation,
  refused: readonly string[],
  { text }: CommandResult,
): Promise<NextStep> {
  const importId = /option import: "([^"]+)"/.exec(text)?.[1];
  if (importId !== undefined) {
    await stack.project.write("index.js", operation.program({ import: importId }));
    return { command: refused, followed: "import line" };
  }
  return /run the command again with `--refresh`/i.test(text)
    ? { command: [...refused, "--refresh"], followed: "--refresh" }
    : { command: refused };
}

/**
 * Runs commands until the wish is met.
 *
 * @throws Error where a command says that it did well and did not, or where there were too many.
 */
export async function recover(
  stack: Stack,
  operation: Operation,
  nextCommand: readonly string[],
  wish: Picture,
): Promise<Recovery> {
  const texts: string[] = [];
  const followed: string[] = [];
  let command = nextCommand;
  for (let commandCount = 1; commandCount <= MAX_COMMANDS; commandCount++) {
    const result = await stack.pulumi(command);
    texts.push(`$ pulumi ${command.join(" ")} (exit code ${result.exitCode})\n${result.text}`);
    if (result.exitCode === 0) {
      assert.deepEqual(await pictureOf(stack), wish, "ended well, but the wish is not met");
      return { commandCount, followed };
    }
    const next = await follow(stack, operation, command, result);
    command = next.command;
    followed.push(...(next.followed === undefined ? [] : [next.followed]));
  }
  throw new Error(`not met after ${MAX_COMMANDS} commands:\n${texts.join("\n")}`);
}
