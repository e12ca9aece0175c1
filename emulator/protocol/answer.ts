import { writePrettyJson, type JsonObject } from "../json/exact-json";
import type { Quirks } from "../quirks";
import type { GatewayError } from "./gateway-error";
import type { FileOperation, SyncOperation } from "./operation";
import { FileCallError } from "./refusal";
import { wholeReply, type Reply } from "./reply";
import { writeXml } from "./xml-writer";

/** An answer before serialization. */
export interface Answer {
  readonly httpStatus: number;
  /** Name of the XML root element. */
  readonly rootName: string;
  readonly body: JsonObject;
  /** The outcome in the request log. */
  readonly outcome: string;
}

export type Format = "JSON" | "XML";

/** Assumed: case-insensitive, and anything but XML is JSON. */
export function formatOf(parameters: ReadonlyMap<string, string>): Format {
  return parameters.get("Format")?.toUpperCase() === "XML" ? "XML" : "JSON";
}

/** Content types without a charset, as in the API reference of DeleteDISyncTask; both are UTF-8. */
export function replyIn(format: Format, { httpStatus, rootName, body }: Answer): Reply {
  return format === "XML"
    ? wholeReply(httpStatus, "application/xml", writeXml(rootName, body))
    : wholeReply(httpStatus, "application/json", writePrettyJson(body));
}

export function gatewayAnswer(error: GatewayError, requestId: string, hostId: string): Answer {
  const { code, httpStatus, message } = error;
  const Recommend = `https://api.aliyun.com/troubleshoot?q=${encodeURIComponent(code)}&product=dataworks-public&requestId=${requestId}`;
  return {
    httpStatus,
    rootName: "Error",
    body: { RequestId: requestId, HostId: hostId, Code: code, Message: message, Recommend },
    outcome: code,
  };
}

function successMessage(quirks: Quirks, sampleMessage: string): string | null | undefined {
  return { null: null, absent: undefined, sample: sampleMessage }[quirks.messageOnSuccess];
}

function inStatusCase(operation: SyncOperation, status: string, quirks: Quirks): string {
  return operation.action === "GetDISyncTask" && quirks.statusCase === "capitalised"
    ? status.charAt(0).toUpperCase() + status.slice(1)
    : status;
}

function syncAnswer(
  operation: SyncOperation,
  requestId: string,
  outcome: string,
  data: JsonObject,
): Answer {
  return {
    httpStatus: 200,
    rootName: `${operation.action}Response`,
    body: { Success: true, RequestId: requestId, Data: data },
    outcome,
  };
}

export function syncSuccess(
  operation: SyncOperation,
  requestId: string,
  fields: JsonObject,
  quirks: Quirks,
): Answer {
  return syncAnswer(operation, requestId, "success", {
    Status: inStatusCase(operation, "success", quirks),
    Message: successMessage(quirks, operation.sampleMessage),
    ...fields,
  });
}

export function syncRefusal(
  operation: SyncOperation,
  requestId: string,
  message: string,
  quirks: Quirks,
  status: string | null = "fail",
): Answer {
  return syncAnswer(operation, requestId, `fail: ${message}`, {
    Status: status === null ? null : inStatusCase(operation, status, quirks),
    Message: message,
    ...operation.refusedFields,
  });
}

export function fileSuccess(
  operation: FileOperation,
  requestId: string,
  fields: JsonObject,
): Answer {
  return {
    httpStatus: 200,
    rootName: `${operation.action}Response`,
    body: {
      HttpStatusCode: 200,
      Success: true,
      RequestId: requestId,
      ErrorCode: null,
      ErrorMessage: null,
      ...fields,
    },
    outcome: "success",
  };
}

export function fileFailure(
  operation: FileOperation,
  requestId: string,
  { errorCode, httpStatus, message }: FileCallError,
): Answer {
  return {
    httpStatus,
    rootName: `${operation.action}Response`,
    body: {
      HttpStatusCode: httpStatus,
      Success: false,
      RequestId: requestId,
      ErrorCode: errorCode,
      ErrorMessage: message,
      ...operation.refusedFields,
    },
    outcome: `fail: ${message}`,
  };
}

/** Success false with HTTP 200. Assumed: Data is null; code and text are those of the file calls' sample. */
export function unsuccessfulAnswer(
  operation: SyncOperation | FileOperation,
  requestId: string,
): Answer {
  if (operation.family === "file") {
    const error = new FileCallError(
      200,
      "Invalid.Tenant.ConnectionNotExists",
      "The connection does not exist.",
    );
    return fileFailure(operation, requestId, error);
  }
  return {
    httpStatus: 200,
    rootName: `${operation.action}Response`,
    body: { Success: false, RequestId: requestId, Data: null },
    outcome: "unsuccessful",
  };
}
