import type { ValueType } from "./input-table";

export interface OutputRow {
  readonly type: ValueType;
  /** Whether every state has it. */
  readonly always: boolean;
  /** Whether it is a property of the resource; otherwise it is only in the state. */
  readonly shown: boolean;
  /** Whether the engine must encrypt it. */
  readonly secret: boolean;
  /** One or two sentences, in Markdown. */
  readonly documentation: string;
}

const SHOWN = { always: true, shown: true, secret: false } as const;
const STORED = { always: false, shown: false, secret: false } as const;

/** What is stored of a task besides its inputs. */
export const OUTPUTS = {
  fileId: {
    ...SHOWN,
    type: { kind: "string" },
    documentation: "Id of the task's file, a string because it may exceed 2^53.",
  },
  /** A different name later means another task, or a rename in the console. */
  liveName: {
    ...SHOWN,
    type: { kind: "string" },
    documentation: "Name that the service last showed for the task.",
  },
  liveState: {
    ...SHOWN,
    type: { kind: "string" },
    documentation:
      "The service's own word for the run state (`NORUN`, `WAIT`, `RUN`, `KILLING`, `PAUSE`, or another); empty where it gave none.",
  },
  deployed: {
    ...SHOWN,
    type: { kind: "boolean" },
    documentation: "Whether this provider deployed the task.",
  },
  /** No desired state required a deployment, or another definition was seen since. */
  draft: {
    ...SHOWN,
    type: { kind: "flag" },
    always: false,
    documentation: "Set while the definition sent last may not be the one that is deployed.",
  },
  emulated: {
    ...SHOWN,
    type: { kind: "boolean" },
    documentation:
      "Whether the state was written through another endpoint than the service's, such as the emulator's.",
  },
  /** Not stored for the service, which has many. */
  endpoint: {
    ...SHOWN,
    type: { kind: "string" },
    always: false,
    documentation: "Origin of that endpoint; unset for the service.",
  },
  /** Then the task is not this stack's. */
  lookedUp: {
    ...STORED,
    type: { kind: "flag" },
    documentation: "Set where the program just looks at the task with `get`.",
  },
  /** Distinguishes this entry of the state from the one that owned the task before. */
  takenOver: {
    ...STORED,
    type: { kind: "string" },
    documentation: "The mark of an import or adoption.",
  },
  applied: {
    ...STORED,
    type: { kind: "string" },
    // A digest of the content would help to guess secrets in it.
    secret: true,
    documentation: "Digest of what was carried out whole; absent while an update is unfinished.",
  },
  /** A read that finds another content removes it, and the next update generates again. */
  serverDigest: {
    ...STORED,
    type: { kind: "string" },
    secret: true,
    documentation: "With `generate`: digest of the service's content after the last write.",
  },
} as const satisfies Readonly<Record<string, OutputRow>>;

export type OutputName = keyof typeof OUTPUTS;

/** Names of the outputs whose row has these values. */
export type OutputNameWith<Part> = {
  [Name in OutputName]: (typeof OUTPUTS)[Name] extends Part ? Name : never;
}[OutputName];

export const OUTPUT_NAMES = Object.keys(OUTPUTS) as readonly OutputName[];

/** Properties of the resource besides its inputs. */
export const SHOWN_OUTPUTS = OUTPUT_NAMES.filter((name) => OUTPUTS[name].shown);

/** Stored values that the engine must encrypt. */
export const SECRET_OUTPUTS = OUTPUT_NAMES.filter((name) => OUTPUTS[name].secret);
