/** One call on the wire: parameters are strings, as the RPC protocol sends them. */
export interface ApiRequest {
  readonly action: string;
  readonly parameters: Readonly<Record<string, string>>;
  /** How long to wait for a connection, and then for the answer. */
  readonly timeoutMs: number;
}

/** A JSON answer, whatever its HTTP status. Integers beyond 2^53 are strings. */
export interface Answer {
  readonly httpStatus: number;
  readonly body: unknown;
  /** The header Retry-After. */
  readonly retryAfter?: string;
  /** How far this machine's clock is ahead of the service's, where the service refused the call's timestamp. */
  readonly clockAheadMs?: number;
}

export type Transport = (request: ApiRequest) => Promise<Answer>;
