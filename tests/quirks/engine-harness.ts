import { createStack, DESTROY, program, UP } from "../harness/stack";
import { entriesIn } from "../model/real-driver";
import { IMPOSSIBLE_ID, type LifeCommand } from "./life";
import { ENVIRONMENT, type Ending, type Harness } from "./harness";

/** What the command line says. */
function argumentsOf(command: LifeCommand): readonly string[] {
  const [name, ...flags] = command === "look-up" ? ["up"] : command.split(" ");
  return [...(name === "up" ? UP : DESTROY), ...flags];
}

/** A program that only looks a task up. */
function lookingUp(id: string): string {
  return `require("pulumi-dataworks").DISyncTask.get("impossible", ${JSON.stringify(id)});\n`;
}

/** The blocks under the engine's last heading, one for each resource that said something. */
function diagnosticsOf(text: string): readonly string[] {
  const [, diagnostics = ""] = text.split("Diagnostics:\n");
  return diagnostics.split(/\n\n/);
}

/** The task's error as the provider threw it: the engine indents it, and counts it where it comes with reasons. */
function errorIn(text: string): string {
  const block = diagnosticsOf(text).find((one) =>
    one.startsWith("  pulumi-nodejs:dynamic/dataworks:DISyncTask "),
  );
  const error = block?.split(/\n {4}error: (?:1 error occurred:\n {4}\t\* )?/)[1] ?? "";
  return error
    .replace(/^\S+ resource '\w+' has a problem: /, "") // the engine's words for a failed check
    .replaceAll("\n    ", "\n")
    .trimEnd();
}

function warningsIn(text: string): readonly string[] {
  return diagnosticsOf(text)
    .flatMap((block) => block.split("\n"))
    .map((line) => line.trim())
    .filter((line) => line.startsWith("warning: "));
}

/** The real CLI. */
export async function openEngineHarness(quirks: Record<string, unknown>): Promise<Harness> {
  const stack = await createStack("", quirks);
  return {
    emulator: stack.emulator,
    async run(command, args): Promise<Ending> {
      const source =
        command === "look-up"
          ? lookingUp(IMPOSSIBLE_ID)
          : program({ taskContent: undefined, ...args });
      await stack.project.write("index.js", source);
      const { exitCode, text } = await stack.pulumi(argumentsOf(command), ENVIRONMENT);
      return { isFailed: exitCode !== 0, error: errorIn(text), warnings: warningsIn(text) };
    },
    entries: () => entriesIn(stack.project),
    close: () => stack.dispose(),
  };
}
