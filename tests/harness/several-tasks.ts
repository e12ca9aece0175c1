import assert from "node:assert/strict";
import { ARGS, createStack, createStackAfterUp, type Stack } from "./stack";

/**
 * A program of several tasks. `task(name, args, options)` makes one with the usual arguments. Plain JavaScript: compiling TypeScript
 * would cost each command seconds.
 */
function programOf(body: string): string {
  return `const pulumi = require("@pulumi/pulumi");
const dataworks = require("pulumi-dataworks");
const usual = ${JSON.stringify(ARGS)};
const task = (name, args, options) => new dataworks.DISyncTask(name, { ...usual, ...args }, options);
${body}
`;
}

/** Another program for the same stack. */
export function rewrite(stack: Stack, body: string): Promise<void> {
  return stack.project.write("index.js", programOf(body));
}

/** Runs a scenario on a stack of its own, on which `up` has carried out a program; the scenario leaves it behind as it is. */
export function onStackAfterUp(
  body: string,
  scenario: (stack: Stack) => Promise<void>,
): () => Promise<void> {
  return async () => {
    const stack = await createStackAfterUp(programOf(body));
    try {
      await scenario(stack);
    } finally {
      await stack.dispose();
    }
  };
}

/** Runs a scenario on an empty stack of its own, which it leaves behind as it is. */
export function onStack(scenario: (stack: Stack) => Promise<void>): () => Promise<void> {
  return async () => {
    const stack = await createStack(programOf(""));
    try {
      await scenario(stack);
    } finally {
      await stack.dispose();
    }
  };
}

/** The ids in the state by logical name; what a replacement has deleted and not yet created again is left out. */
export async function storedIds(stack: Stack): Promise<Record<string, string | undefined>> {
  const resources = await stack.project.state();
  const tasks = resources.filter(
    ({ urn, pendingReplacement }) => /DISyncTask::/.test(urn) && pendingReplacement !== true,
  );
  const names = tasks.map(({ urn }) => urn.split("::").at(-1) ?? "");
  assert.equal(new Set(names).size, names.length, `two entries of one name: ${names.join(", ")}`);
  return Object.fromEntries(tasks.map(({ id }, index) => [names[index], id]));
}

/** What the service says of a task: its state where the file is there, else where the file is. */
export function liveState({ emulator }: Stack, fileId: string): string | undefined {
  const task = emulator.task(fileId);
  return task?.deletedStatus === "NORMAL" ? task.runState : task?.deletedStatus;
}

/** Checks that every task in the state is there, and that no task is in the state twice. */
export async function assertStateIsTrue(stack: Stack): Promise<void> {
  const ids = Object.values(await storedIds(stack)).map((id) => id?.split(":").at(-1) ?? "");
  assert.equal(new Set(ids).size, ids.length, `two entries of one task: ${ids.join(", ")}`);
  for (const id of ids) {
    assert.equal(stack.emulator.task(id)?.deletedStatus, "NORMAL", `task ${id}`);
  }
}
