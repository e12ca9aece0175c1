import type { JsonObject } from "../json/exact-json";
import type { Quirks } from "../quirks";
import type { Workspace } from "../workspace/workspace";
import type { CallParameters, ParameterRow } from "./parameters";

/** One call, its parameters checked against the operation's rows. */
export interface Call {
  readonly parameters: CallParameters;
  readonly workspace: Workspace;
}

interface OperationBase {
  readonly action: string;
  /** Address of its API reference. */
  readonly documentation: string;
  /** Whether it changes anything. */
  readonly writes: boolean;
  /** In the order of its API reference. */
  readonly parameters: readonly ParameterRow[];
}

/** Answers Success, RequestId and Data with Status and Message. */
export interface SyncOperation extends OperationBase {
  readonly family: "sync";
  /** Data.Message in the sample of its API reference. */
  readonly sampleMessage: string;
  /** Fields of Data, besides Status and Message, of a refused call. */
  readonly refusedFields: JsonObject;
  /** Message for an unknown id, where it differs from that of DeleteDISyncTask. */
  missingMessage?(fileId: bigint): string;
  /** Data.Status for an unknown id, where it is not always fail. */
  missingStatus?(quirks: Quirks): string | null;
  /** Executes the call and returns the other fields of Data; a Status among them overrides success. Throws Refusal or MissingTask. */
  run(call: Call): JsonObject;
}

/** Answers Success, RequestId, ErrorCode, ErrorMessage, HttpStatusCode, and usually Data. */
export interface FileOperation extends OperationBase {
  readonly family: "file";
  /** The fields besides the envelope in the answer to a refused call. */
  readonly refusedFields: JsonObject;
  /** Executes the call and returns the fields besides the envelope. Throws FileCallError. */
  run(call: Call): JsonObject;
}

export type Operation = SyncOperation | FileOperation;
