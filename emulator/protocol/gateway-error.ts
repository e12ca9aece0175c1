/** The gateway's own refusal (HTTP 4xx or 5xx), in the shape RequestId, HostId, Code, Message, Recommend. */
export class GatewayError extends Error {
  override readonly name = "GatewayError";

  constructor(
    readonly httpStatus: number,
    readonly code: string,
    message: string,
  ) {
    super(message);
  }
}

/** The gateway's errors; status and text as Alibaba Cloud's RPC gateway sends them, unless assumed. */
export const gatewayErrors = {
  actionNotFound: () =>
    new GatewayError(
      404,
      "InvalidAction.NotFound",
      "Specified api is not found, please check your url and method.",
    ),
  missing: (name: string) =>
    new GatewayError(400, `Missing${name}`, `${name} is mandatory for this action.`),
  invalid: (name: string) =>
    new GatewayError(400, `Invalid${name}`, `Specified parameter ${name} is not valid.`),
  /** API reference of DeleteDISyncTask, error codes. */
  paramInvalid: (message = "The parameter is invalid.") =>
    new GatewayError(400, "Param.Invalid", message),
  /** API reference of DeleteDISyncTask, error codes. */
  internal: () => new GatewayError(500, "InternalError.System", "An internal error occurred."),
  /** Code: API reference, service error codes. Assumed: the text, which varies within the documentation. */
  forbidden: () =>
    new GatewayError(
      403,
      "Forbidden.Access",
      "Access is forbidden. Please first activate DataWorks Enterprise Edition or Flagship Edition.",
    ),
  accessKeyNotFound: () =>
    new GatewayError(404, "InvalidAccessKeyId.NotFound", "Specified access key is not found."),
  signatureIncomplete: (stringToSign: string) =>
    new GatewayError(
      400,
      "IncompleteSignature",
      `The request signature does not conform to Aliyun standards. server string to sign is:${stringToSign}`,
    ),
  signatureDoesNotMatch: (stringToSign: string) =>
    new GatewayError(
      400,
      "SignatureDoesNotMatch",
      `Specified signature is not matched with our calculation. server string to sign is:${stringToSign}`,
    ),
  signatureMethodInvalid: () =>
    new GatewayError(
      400,
      "InvalidSignatureMethod",
      "Specified signature method is not supported.", // assumed: the text
    ),
  timestampFormat: () =>
    new GatewayError(
      400,
      "InvalidTimeStamp.Format",
      "Specified time stamp or date value is not well formatted.",
    ),
  timestampExpired: () =>
    new GatewayError(
      400,
      "InvalidTimeStamp.Expired",
      "Specified time stamp or date value is expired.",
    ),
  securityTokenMalformed: () =>
    new GatewayError(
      400,
      "InvalidSecurityToken.Malformed",
      "Specified SecurityToken is malformed.",
    ),
  securityTokenExpired: () =>
    new GatewayError(400, "InvalidSecurityToken.Expired", "Specified SecurityToken is expired."),
  nonceUsed: () =>
    new GatewayError(400, "SignatureNonceUsed", "Specified signature nonce was used already."),
  /** API reference, service error codes; assumed: the texts. */
  throttled: (per: "second" | "day") =>
    per === "second"
      ? new GatewayError(429, "Throttling.User", "Request was denied due to user flow control.")
      : new GatewayError(429, "Throttling.Api.Risk", "The daily quota of API calls is used up."),
  tokenMismatch: () =>
    new GatewayError(
      400,
      "IdempotentParameterMismatch",
      "Request uses a client token in a previous request but is not identical to that request.",
    ),
  /** Assumed: the code and the text; the limit is the emulator's own. */
  bodyTooLarge: () =>
    new GatewayError(413, "RequestEntityTooLarge", "The request body is larger than 20 MB."),
  /** Assumed: the status; the gateway knows GET and POST. */
  methodNotSupported: () =>
    new GatewayError(405, "UnsupportedHTTPMethod", "This http method is not supported."),
} as const;
