import type { CallPoint, Stack } from "../harness/stack";

/** A way to end a command by force at one of its calls. */
export interface Interruption {
  readonly name: string;
  readonly moments: readonly ("before" | "after")[];
  /** How many of the operation's next commands are tried, each in a run of its own. */
  readonly nextCount: number;
  /** Whether the command, and what lives on of it, makes no call after the one that it is ended at. */
  readonly isFinal: boolean;
  strike(stack: Stack, command: readonly string[], point: CallPoint): Promise<unknown>;
}

export const INTERRUPTIONS: readonly Interruption[] = [
  {
    name: "kill -9, host too",
    moments: ["before", "after"],
    nextCount: 2,
    isFinal: true,
    strike: (stack, command, point) => stack.kill(command, point),
  },
  {
    // The call under way is carried out all the same, so before and after it are one.
    name: "kill -9, host lives",
    moments: ["before"],
    nextCount: 1,
    isFinal: true,
    strike: (stack, command, point) => stack.kill(command, { ...point, hostLives: true }),
  },
  {
    // The engine waits for the operation that runs.
    name: "Ctrl-C",
    moments: ["after"],
    nextCount: 1,
    isFinal: false,
    strike: (stack, command, point) => stack.interrupt(command, point, 1),
  },
  {
    name: "Ctrl-C twice",
    moments: ["after"],
    nextCount: 1,
    isFinal: true,
    strike: (stack, command, point) => stack.interrupt(command, point, 2),
  },
];
