/** A request as it came, and as the operations read it. */
export interface SignedRequest {
  readonly method: string;
  /** Query and form as one, with Action and Version, which the newer signature carries in headers. */
  readonly parameters: ReadonlyMap<string, string>;
  readonly query: ReadonlyMap<string, string>;
  /** By lower-case name. */
  readonly headers: ReadonlyMap<string, string>;
  readonly body: string;
}

/** What a signature of either form says of its request. */
export interface Claim {
  readonly accessKeyId: string;
  readonly timestamp: string;
  readonly nonce: string;
  readonly securityToken: string | undefined;
  /** Throws a GatewayError unless the request was signed with this secret. */
  verify(accessKeySecret: string): void;
}
