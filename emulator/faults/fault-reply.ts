import { isJsonObject, writePrettyJson } from "../json/exact-json";
import {
  fileFailure,
  gatewayAnswer,
  replyIn,
  syncRefusal,
  unsuccessfulAnswer,
  type Answer,
} from "../protocol/answer";
import { errorAnswer, execute, type Exchange } from "../protocol/exchange";
import { GatewayError, gatewayErrors } from "../protocol/gateway-error";
import type { Operation } from "../protocol/operation";
import { FileCallError } from "../protocol/refusal";
import { wholeReply, type Reply } from "../protocol/reply";
import type { Fault } from "./fault-rule";

function refusedBy(operation: Operation, message: string, exchange: Exchange): Answer {
  const { requestId, workspace } = exchange;
  return operation.family === "sync"
    ? syncRefusal(operation, requestId, message, workspace.quirks)
    : // The file calls have no Data.Status and refuse this way. Assumed: the code.
      fileFailure(operation, requestId, new FileCallError(200, "Param.Invalid", message));
}

function executeOrFail(operation: Operation, exchange: Exchange): Answer {
  try {
    return execute(operation, exchange);
  } catch (cause) {
    return errorAnswer(cause, exchange);
  }
}

/** An answer without Data (a gateway error) is unchanged. */
function withField(answer: Answer, name: string, value: string): Answer {
  const data = answer.body["Data"];
  return isJsonObject(data)
    ? { ...answer, body: { ...answer.body, Data: { ...data, [name]: value } } }
    : answer;
}

const HTML = "<html><head><title>Error</title></head><body><h1>Bad gateway</h1></body></html>";

/** The reply to a call that a fault hits. The call takes effect only where done() is called. */
export function faultReply(fault: Fault, operation: Operation, exchange: Exchange): Reply {
  const { format, requestId, hostId } = exchange;
  const done = (): Answer => executeOrFail(operation, exchange);
  switch (fault.kind) {
    case "refuse":
      return replyIn(format, refusedBy(operation, fault.message, exchange));
    case "gateway": {
      const error = new GatewayError(fault.httpStatus, fault.code, fault.message);
      return replyIn(format, gatewayAnswer(error, requestId, hostId));
    }
    case "throttle":
      return replyIn(format, gatewayAnswer(gatewayErrors.throttled(fault.per), requestId, hostId));
    case "unsuccessful":
      return replyIn(format, unsuccessfulAnswer(operation, requestId));
    case "html":
      return wholeReply(fault.httpStatus, "text/html", HTML);
    case "xml":
      return replyIn("XML", refusedBy(operation, fault.message, exchange));
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
    case "contentType":
      return { ...replyIn(format, done()), contentType: fault.contentType };
    case "slowBefore":
      return {
        ...wholeReply(200, "application/json", ""),
        delayMs: fault.delayMs,
        deferred: () => replyIn(format, done()),
      };
    case "slow":
      return { ...replyIn(format, done()), delayMs: fault.delayMs };
    case "infoWord":
      return replyIn(format, withField(done(), "Status", fault.word));
    case "infoName":
      return replyIn(format, withField(done(), "Name", fault.name));
    case "answer":
      return wholeReply(fault.httpStatus, "application/json", writePrettyJson(fault.body));
  }
}
