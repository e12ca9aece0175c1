/** Parameters of a call, without the common ones. */
export type Parameters = Readonly<Record<string, string>>;

/** A whole JSON answer. */
export type Body = Readonly<Record<string, unknown>>;

/** What a client gets back, whatever its own way to say so. */
export interface Outcome {
  readonly httpStatus: number;
  readonly body: Body;
  /** There where the body is the gateway's refusal. */
  readonly gatewayError?: { readonly code: string; readonly message: string };
}

/** One way to call the service. */
export interface Client {
  readonly name: string;
  call(action: string, parameters: Parameters): Promise<Outcome>;
}

/** Where the service is, and who calls. */
export interface Access {
  /** With http:// or https://, without a slash at the end. */
  readonly url: string;
  readonly accessKeyId: string;
  readonly accessKeySecret: string;
  readonly securityToken?: string;
}

export const VERSION = "2020-05-18";

/** Calls whose parameters the official SDKs send in the body; of CreateDISyncTask it is TaskContent alone. */
const IN_BODY: ReadonlySet<string> = new Set([
  "CreateFile",
  "CreateFolder",
  "DeleteFile",
  "GetFile",
  "GetFileVersion",
  "GetFolder",
  "ListFiles",
  "ListFolders",
  "UpdateFile",
]);

function isInBody(action: string, name: string): boolean {
  return IN_BODY.has(action) || (action === "CreateDISyncTask" && name === "TaskContent");
}

/** The parameters where an SDK with header signatures puts them. */
export function placeParameters(
  action: string,
  parameters: Parameters,
): { readonly query: Parameters; readonly body: Parameters } {
  const entries = Object.entries(parameters);
  return {
    query: Object.fromEntries(entries.filter(([name]) => !isInBody(action, name))),
    body: Object.fromEntries(entries.filter(([name]) => isInBody(action, name))),
  };
}

export function outcomeOf(httpStatus: number, body: Body): Outcome {
  const { Code: code, Message: message } = body;
  return typeof code === "string"
    ? { httpStatus, body, gatewayError: { code, message: String(message) } }
    : { httpStatus, body };
}

/** Data of an answer of either family; empty where there is none. */
export function dataOf({ body }: Outcome): Body {
  return (body["Data"] ?? {}) as Body;
}
