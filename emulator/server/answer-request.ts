import { formatOf, gatewayAnswer, replyIn, type Answer } from "../protocol/answer";
import type { TurnableClock } from "../clock";
import type { Authentication } from "../protocol/authentication";
import type { Reply } from "../protocol/reply";
import { faultReply } from "../faults/fault-reply";
import type { Faults } from "../faults/faults";
import { gatewayErrors, type GatewayError } from "../protocol/gateway-error";
import { OPERATIONS } from "../operations/index";
import type { Operation } from "../protocol/operation";
import { logCall, type LogEntry } from "../protocol/request-log";
import type { Quota } from "../protocol/quota";
import type { Store } from "../workspace/workspace";
import type { SignedRequest } from "../protocol/signed-request";
import { answerOf, errorAnswer, type Visit } from "../protocol/exchange";

const VERSION = "2020-05-18";

/** The parts of an emulator. */
export interface Gateway {
  readonly store: Store;
  readonly clock: TurnableClock;
  readonly faults: Faults;
  readonly authentication: Authentication;
  readonly quota: Quota;
  readonly log: LogEntry[];
  newRequestId(): string;
}

/** A reply, and what the request log says of it. */
interface LoggedReply {
  readonly reply: Reply;
  readonly outcome: string;
}

function findOperation(parameters: ReadonlyMap<string, string>): Operation {
  const operation = OPERATIONS.get(parameters.get("Action") ?? "");
  if (operation === undefined || parameters.get("Version") !== VERSION) {
    throw gatewayErrors.actionNotFound();
  }
  return operation;
}

/** The checks in the gateway's order: action, signature, quota, faults, parameters, workspace, the service's own. */
function visitGateway(gateway: Gateway, visit: Visit): LoggedReply {
  const { request, format } = visit;
  const { parameters } = request;
  const told = (answer: Answer): LoggedReply => ({
    reply: replyIn(format, answer),
    outcome: answer.outcome,
  });
  try {
    const operation = findOperation(parameters);
    gateway.authentication.check(request);
    gateway.quota.check(gateway.store.quirks);
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
  const visit = { store: gateway.store, request, hostId, requestId, format };
  const { reply, outcome } = visitGateway(gateway, visit);
  logCall(gateway.log, request, requestId, outcome);
  return reply;
}

/** A request that is turned away before its parameters can be read. */
export function answerUnread(gateway: Gateway, error: GatewayError, hostId: string): Reply {
  return replyIn("JSON", gatewayAnswer(error, gateway.newRequestId(), hostId));
}
