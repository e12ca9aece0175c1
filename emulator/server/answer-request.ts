import { faultReply } from "../faults/fault-reply";
import { OPERATIONS } from "../operations/index";
import type { EmulatorParts } from "../parts";
import { formatOf, gatewayAnswer, replyIn, type Answer } from "../protocol/answer";
import { errorAnswer, execute, type Exchange } from "../protocol/exchange";
import { gatewayErrors, type GatewayError } from "../protocol/gateway-error";
import type { Operation } from "../protocol/operation";
import type { Reply } from "../protocol/reply";
import { logCall } from "../protocol/request-log";
import type { SignedRequest } from "../protocol/signed-request";

const VERSION = "2020-05-18";

/** A reply, and its outcome for the request log. */
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
function replyOf(parts: EmulatorParts, exchange: Exchange): LoggedReply {
  const { request, format } = exchange;
  const { parameters } = request;
  const logged = (answer: Answer): LoggedReply => ({
    reply: replyIn(format, answer),
    outcome: answer.outcome,
  });
  try {
    const operation = findOperation(parameters);
    parts.authentication.check(request);
    parts.quota.check(parts.workspace.quirks);
    const fault = parts.faults.meet(operation.action, parameters.get("FileId"));
    if (fault !== undefined) {
      return { reply: faultReply(fault, operation, exchange), outcome: `fault ${fault.kind}` };
    }
    return logged(execute(operation, exchange));
  } catch (cause) {
    return logged(errorAnswer(cause, exchange));
  }
}

/** Answers one signed request and records it in the log. */
export function answerRequest(parts: EmulatorParts, request: SignedRequest, hostId: string): Reply {
  const requestId = parts.newRequestId();
  const format = formatOf(request.parameters);
  const exchange = { workspace: parts.workspace, request, hostId, requestId, format };
  const { reply, outcome } = replyOf(parts, exchange);
  logCall(parts.log, request, requestId, outcome);
  return reply;
}

/** Answers a request that is rejected before its parameters are read. */
export function answerRejected(parts: EmulatorParts, error: GatewayError, hostId: string): Reply {
  return replyIn("JSON", gatewayAnswer(error, parts.newRequestId(), hostId));
}
