/** One call on the wire: parameters are texts, as the RPC protocol sends them. */
export interface ApiRequest {
  readonly action: string;
  readonly parameters: Readonly<Record<string, string>>;
  /** How long to wait for a connection, and then for the answer. */
  readonly timeoutMs: number;
}

/** An answer that is JSON, whatever its HTTP status. Integers beyond 2^53 are texts. */
export interface Answer {
  readonly httpStatus: number;
  readonly body: unknown;
  /** The header Retry-After. */
  readonly retryAfter?: string;
  /** How far this machine's clock is ahead of the service's, where the service refused the time of the call. */
  readonly clockAheadMs?: number;
}

export type Transport = (request: ApiRequest) => Promise<Answer>;
