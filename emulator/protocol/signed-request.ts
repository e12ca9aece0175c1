/** A request as received, and its parameters as the operations read them. */
export interface SignedRequest {
  readonly method: string;
  /** Query and form merged, with Action and Version, which the newer signature version sends in headers. */
  readonly parameters: ReadonlyMap<string, string>;
  readonly query: ReadonlyMap<string, string>;
  /** By lower-case name. */
  readonly headers: ReadonlyMap<string, string>;
  readonly body: string;
}

/** What a signature of either version claims about its request. */
export interface Claim {
  readonly accessKeyId: string;
  readonly timestamp: string;
  readonly nonce: string;
  readonly securityToken: string | undefined;
  /** Throws a GatewayError unless the request was signed with this secret. */
  verify(accessKeySecret: string): void;
}
