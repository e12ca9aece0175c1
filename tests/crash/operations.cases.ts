import { contentWithBatchSize, DESTROY, program, UP } from "../harness/stack";

/** The text of a program, by the options of its resource. */
type Source = (options?: object) => string;

const RUNNING: Source = (options) => program({ desiredState: "running" }, options);
const CHANGED: Source = (options) =>
  program({ desiredState: "running", taskContent: contentWithBatchSize(5) }, options);
const REPLACED: Source = (options) =>
  program({ desiredState: "running", taskName: "orders_copy_2" }, options);

const REFRESHING_UP = [...UP, "--refresh"];
const REFRESHING_DESTROY = [...DESTROY, "--refresh"];

/** One operation of the provider in its longest form, as one command carries it out. */
export interface Operation {
  readonly name: string;
  /** The program that was carried out before, if any. */
  readonly before: Source | undefined;
  /** What the command then carries out. */
  readonly program: Source;
  readonly command: readonly string[];
  /** What a person may run after the command was ended by force. */
  readonly nextCommands: readonly (readonly string[])[];
}

export const OPERATIONS: readonly Operation[] = [
  {
    name: "create",
    before: undefined,
    program: RUNNING,
    command: UP,
    nextCommands: [UP, REFRESHING_UP],
  },
  {
    name: "update",
    before: RUNNING,
    program: CHANGED,
    command: UP,
    nextCommands: [UP, REFRESHING_UP],
  },
  {
    name: "replace",
    before: RUNNING,
    program: REPLACED,
    command: UP,
    nextCommands: [UP, REFRESHING_UP],
  },
  {
    name: "delete",
    before: RUNNING,
    program: RUNNING,
    command: DESTROY,
    nextCommands: [DESTROY, REFRESHING_DESTROY],
  },
];
