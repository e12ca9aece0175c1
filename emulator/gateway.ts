import {
  fileFailure,
  fileSuccess,
  formatOf,
  gatewayAnswer,
  syncRefusal,
  syncSuccess,
  unsuccessfulAnswer,
  writeAnswer,
  type Answer,
  type Format,
} from "./answer";
import type { Authentication, SignedRequest } from "./authentication";
import { wholeReply, type Reply } from "./delivery";
import { isJsonObject, writePageJson, type JsonObject } from "./exact-json";
import type { Fault, Faults } from "./faults";
import { GatewayError, gatewayErrors } from "./gateway-error";
import { OPERATIONS } from "./operations/index";
import type { Operation } from "./operations/operation";
import { CallParameters, checkParameters } from "./parameters";
import { FileCallError, MissingTask, Refusal } from "./refusal";
import { logEntry, type LogEntry } from "./request-log";
import { WORKSPACE, type Store } from "./store";

const VERSION = "2020-05-18";

export interface Gateway {
  readonly store: Store;
  readonly faults: Faults;
  readonly authentication: Authentication;
  readonly log: LogEntry[];
  newRequestId(): string;
}

/** One request on its way through the checks. */
interface Visit {
  readonly gateway: Gateway;
  readonly request: SignedRequest;
  readonly hostId: string;
  readonly requestId: string;
  readonly format: Format;
}

function findOperation(parameters: ReadonlyMap<string, string>): Operation {
  const operation = OPERATIONS.get(parameters.get("Action") ?? "");
  if (operation === undefined || parameters.get("Version") !== VERSION) {
    throw gatewayErrors.actionNotFound();
  }
  return operation;
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

function answerOf(operation: Operation, { gateway, request, requestId }: Visit): Answer {
  const { store } = gateway;
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
function errorAnswer(cause: unknown, { requestId, hostId }: Visit): Answer {
  const error = cause instanceof GatewayError ? cause : gatewayErrors.internal();
  return gatewayAnswer(error, requestId, hostId);
}

function attempt(visit: Visit, answer: () => Answer): Answer {
  try {
    return answer();
  } catch (cause) {
    return errorAnswer(cause, visit);
  }
}

function replyIn(format: Format, answer: Answer): Reply {
  const { contentType, text } = writeAnswer(answer, format);
  return wholeReply(answer.httpStatus, contentType, text);
}

function refusedBy(operation: Operation, message: string, visit: Visit): Answer {
  const { requestId, gateway } = visit;
  return operation.family === "sync"
    ? syncRefusal(operation, requestId, message, gateway.store.quirks)
    : // The file calls have no Data.Status; this is their way to say no. Assumed: the code.
      fileFailure(operation, requestId, new FileCallError(200, "Param.Invalid", message));
}

/** An answer without Data, a gateway error, stays as it is. */
function withField(answer: Answer, name: string, value: string): Answer {
  const data = answer.body["Data"];
  return isJsonObject(data)
    ? { ...answer, body: { ...answer.body, Data: { ...data, [name]: value } } }
    : answer;
}

const HTML = "<html><head><title>Error</title></head><body><h1>Bad gateway</h1></body></html>";

/** The reply of a call that meets a fault. The deed is done only where done() is called. */
function faultReply(fault: Fault, operation: Operation, visit: Visit): Reply {
  const { format, requestId, hostId } = visit;
  const done = (): Answer => attempt(visit, () => answerOf(operation, visit));
  switch (fault.kind) {
    case "refuse":
      return replyIn(format, refusedBy(operation, fault.message, visit));
    case "gateway": {
      const error = new GatewayError(fault.httpStatus, fault.code, fault.message);
      return replyIn(format, gatewayAnswer(error, requestId, hostId));
    }
    case "unsuccessful":
      return replyIn(format, unsuccessfulAnswer(operation, requestId));
    case "html":
      return wholeReply(fault.httpStatus, "text/html", HTML);
    case "xml":
      return replyIn("XML", refusedBy(operation, fault.message, visit));
    case "xmlAfter":
      return replyIn("XML", done());
    case "cutBefore":
      return { ...wholeReply(200, "application/json", ""), delivery: "cutBefore" };
    case "cutAfter":
      return { ...replyIn(format, done()), delivery: "cutBefore" };
    case "cutInside":
      return { ...replyIn(format, done()), delivery: "cutInside" };
    case "empty":
      return { ...replyIn(format, done()), text: "" };
    case "slow":
      return { ...replyIn(format, done()), delayMs: fault.delayMs };
    case "infoWord":
      return replyIn(format, withField(done(), "Status", fault.word));
    case "infoName":
      return replyIn(format, withField(done(), "Name", fault.name));
    case "answer":
      return wholeReply(fault.httpStatus, "application/json", writePageJson(fault.body));
  }
}

/** The checks of a request in the gateway's order: action, signature, faults, parameters, workspace, the service's own. */
function visitGateway(visit: Visit): { reply: Reply; outcome: string } {
  const { gateway, request, format } = visit;
  const { parameters } = request;
  const told = (answer: Answer): { reply: Reply; outcome: string } => ({
    reply: replyIn(format, answer),
    outcome: answer.outcome,
  });
  try {
    const operation = findOperation(parameters);
    gateway.authentication.check(request);
    const fault = gateway.faults.meet(operation.action, parameters.get("FileId"));
    if (fault !== undefined) {
      return { reply: faultReply(fault, operation, visit), outcome: `fault ${fault.kind}` };
    }
    return told(answerOf(operation, visit));
  } catch (cause) {
    return told(errorAnswer(cause, visit));
  }
}

/** Answers one signed request and notes it in the log. */
export function answerRequest(gateway: Gateway, request: SignedRequest, hostId: string): Reply {
  const requestId = gateway.newRequestId();
  const format = formatOf(request.parameters);
  const visit = { gateway, request, hostId, requestId, format };
  const { reply, outcome } = visitGateway(visit);
  gateway.log.push(logEntry(request.method, request.parameters, outcome));
  return reply;
}

/** A request that is turned away before its parameters can be read. */
export function answerUnread(gateway: Gateway, error: GatewayError, hostId: string): Reply {
  return replyIn("JSON", gatewayAnswer(error, gateway.newRequestId(), hostId));
}
