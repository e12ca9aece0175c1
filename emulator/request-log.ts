/** Parameters that are left out: they are secret, or differ from call to call. */
const NOT_LOGGED: ReadonlySet<string> = new Set([
  "Action",
  "AccessKeyId",
  "SecurityToken",
  "Signature",
  "SignatureNonce",
]);

export interface LogEntry {
  readonly action: string;
  /** HTTP method. */
  readonly method: string;
  readonly params: Readonly<Record<string, string>>;
  /** RequestId of the answer. */
  readonly requestId: string;
  /** "success", "fail: <message>", the gateway's code, or "fault <kind>". */
  readonly outcome: string;
}

export function logEntry(
  method: string,
  parameters: ReadonlyMap<string, string>,
  requestId: string,
  outcome: string,
): LogEntry {
  const params = Object.fromEntries([...parameters].filter(([name]) => !NOT_LOGGED.has(name)));
  return { action: parameters.get("Action") ?? "", method, params, requestId, outcome };
}
