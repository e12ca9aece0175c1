import type { SignedRequest } from "./signed-request";

/** Parameters that are omitted: they are secret, or differ from call to call. */
const NOT_LOGGED: ReadonlySet<string> = new Set([
  "Action",
  "AccessKeyId",
  "SecurityToken",
  "Signature",
  "SignatureNonce",
]);

/** Older calls are dropped, so that a long-running emulator stays small. */
const MAX_ENTRIES = 100_000;

/** Characters of a value that are kept; a task content can have millions. */
const MAX_VALUE_LENGTH = 100_000;

export interface LogEntry {
  readonly action: string;
  /** HTTP method. */
  readonly method: string;
  /** Values of more than 100,000 characters are truncated and end with their length. */
  readonly params: Readonly<Record<string, string>>;
  /** RequestId of the answer. */
  readonly requestId: string;
  /** "success", "fail: <message>", the gateway's code, or "fault <kind>". */
  readonly outcome: string;
}

function shortened(value: string): string {
  return value.length <= MAX_VALUE_LENGTH
    ? value
    : `${value.slice(0, MAX_VALUE_LENGTH)}… (${value.length} characters)`;
}

/** Appends a call to the log. */
export function logCall(
  log: LogEntry[],
  { method, parameters }: SignedRequest,
  requestId: string,
  outcome: string,
): void {
  const params = [...parameters]
    .filter(([name]) => !NOT_LOGGED.has(name))
    .map(([name, value]): [string, string] => [name, shortened(value)]);
  const action = parameters.get("Action") ?? "";
  log.push({ action, method, params: Object.fromEntries(params), requestId, outcome });
  if (log.length > MAX_ENTRIES) {
    log.shift();
  }
}
