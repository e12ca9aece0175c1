import {
  fileFailure,
  fileSuccess,
  gatewayAnswer,
  syncRefusal,
  syncSuccess,
  type Answer,
  type Format,
} from "./answer";
import type { JsonObject } from "./exact-json";
import { GatewayError, gatewayErrors } from "./gateway-error";
import type { Operation } from "./operations/operation";
import { CallParameters, checkParameters } from "./parameters";
import { FileCallError, MissingTask, Refusal } from "./refusal";
import type { SignedRequest } from "./signed-request";
import { WORKSPACE, type Store } from "./store";

/** One request on its way through the checks. */
export interface Visit {
  readonly store: Store;
  readonly request: SignedRequest;
  readonly hostId: string;
  readonly requestId: string;
  readonly format: Format;
}

/** Assumed: an unknown workspace and one that the caller is no member of are answered alike. */
function checkWorkspace(parameters: CallParameters): void {
  const projectId = parameters.long("ProjectId");
  const identifier = parameters.text("ProjectIdentifier");
  const isKnown =
    projectId === undefined
      ? identifier === WORKSPACE.projectIdentifier
      : projectId === WORKSPACE.projectId;
  if (!isKnown) {
    throw gatewayErrors.forbidden();
  }
}

function refusalMessage(operation: Operation, cause: unknown): string | undefined {
  if (cause instanceof MissingTask && operation.family === "sync") {
    return operation.missingMessage?.(cause.fileId) ?? `fileId:[${cause.fileId}] is invalid.`;
  }
  return cause instanceof Refusal ? cause.message : undefined;
}

/** Checks the parameters, does the deed and gives the answer, the service's no included. Throws what the gateway has to tell. */
export function answerOf(operation: Operation, { store, request, requestId }: Visit): Answer {
  const { quirks } = store;
  checkParameters(operation.parameters, request.parameters, quirks);
  const parameters = new CallParameters(request.parameters);
  checkWorkspace(parameters);
  try {
    const fields: JsonObject = operation.run({ parameters, store });
    return operation.family === "file"
      ? fileSuccess(operation, requestId, fields)
      : syncSuccess(operation, requestId, fields, quirks);
  } catch (cause) {
    if (cause instanceof FileCallError && operation.family === "file") {
      return fileFailure(operation, requestId, cause);
    }
    const message = refusalMessage(operation, cause);
    if (message === undefined || operation.family !== "sync") {
      throw cause;
    }
    if (cause instanceof MissingTask && quirks.missingShape === "http400") {
      throw gatewayErrors.paramInvalid();
    }
    return syncRefusal(operation, requestId, message, quirks);
  }
}

/** Any failure as the gateway tells it; one that nobody foresaw is an internal error. */
export function errorAnswer(cause: unknown, { requestId, hostId }: Visit): Answer {
  const error = cause instanceof GatewayError ? cause : gatewayErrors.internal();
  return gatewayAnswer(error, requestId, hostId);
}
