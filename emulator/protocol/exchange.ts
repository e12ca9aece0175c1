import type { JsonObject } from "../json/exact-json";
import type { Quirks } from "../quirks";
import { WORKSPACE, type Workspace } from "../workspace/workspace";
import {
  fileFailure,
  fileSuccess,
  gatewayAnswer,
  syncRefusal,
  syncSuccess,
  type Answer,
  type Format,
} from "./answer";
import { GatewayError, gatewayErrors } from "./gateway-error";
import type { Operation } from "./operation";
import { CallParameters, checkParameters, type ParameterRow } from "./parameters";
import { FileCallError, MissingTask, Refusal } from "./refusal";
import type { SignedRequest } from "./signed-request";

/** One request, and what its answer needs. */
export interface Exchange {
  readonly workspace: Workspace;
  readonly request: SignedRequest;
  readonly hostId: string;
  readonly requestId: string;
  readonly format: Format;
}

/** The parameters that are visible to the operation. */
function visibleParameters(
  operation: Operation,
  { parameters, query }: SignedRequest,
  { parametersInForm }: Quirks,
): ReadonlyMap<string, string> {
  if (parametersInForm === "accept") {
    return parameters;
  }
  const usual = operation.family === "sync" ? "query" : "body";
  const isHidden = ({ name, place = usual }: ParameterRow) => place === "query" && !query.has(name);
  const hidden = new Set(operation.parameters.filter(isHidden).map(({ name }) => name));
  return new Map([...parameters].filter(([name]) => !hidden.has(name)));
}

/** Assumed: an unknown workspace and one without the caller as a member get the same answer. */
function checkWorkspace(operation: Operation, parameters: CallParameters, quirks: Quirks): void {
  if (operation.writes && quirks.callerRole === "visitor") {
    throw gatewayErrors.forbidden();
  }
  if (!operation.parameters.some(({ name }) => name === "ProjectId")) {
    return; // a call on the account, not on a workspace
  }
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

/** A refusal by the gateway, where the quirks require it. */
function gatewayRefusal(cause: unknown, message: string, quirks: Quirks): GatewayError | undefined {
  if (cause instanceof MissingTask) {
    return quirks.missingShape === "http400" ? gatewayErrors.paramInvalid() : undefined;
  }
  return quirks.refusalShape === "http400" ? gatewayErrors.paramInvalid(message) : undefined;
}

function refusalMessage(operation: Operation, cause: unknown): string | undefined {
  if (cause instanceof MissingTask && operation.family === "sync") {
    return operation.missingMessage?.(cause.fileId) ?? `fileId:[${cause.fileId}] is invalid.`;
  }
  return cause instanceof Refusal ? cause.message : undefined;
}

/** Checks the parameters, executes the call and returns the answer, including refusals of the service. Throws the gateway's own errors. */
export function execute(operation: Operation, { workspace, request, requestId }: Exchange): Answer {
  const { quirks } = workspace;
  const given = visibleParameters(operation, request, quirks);
  checkParameters(operation.parameters, given, quirks);
  const parameters = new CallParameters(given);
  checkWorkspace(operation, parameters, quirks);
  try {
    const fields: JsonObject = operation.run({ parameters, workspace });
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
    const error = gatewayRefusal(cause, message, quirks);
    if (error !== undefined) {
      throw error;
    }
    const status = cause instanceof MissingTask ? operation.missingStatus?.(quirks) : undefined;
    return syncRefusal(operation, requestId, message, quirks, status);
  }
}

/** Any failure as the gateway reports it; an unexpected one is an internal error. */
export function errorAnswer(cause: unknown, { requestId, hostId }: Exchange): Answer {
  const error = cause instanceof GatewayError ? cause : gatewayErrors.internal();
  return gatewayAnswer(error, requestId, hostId);
}
