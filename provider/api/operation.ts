import type { Repeat } from "./retry";
import type { AnswerRule } from "./success";
import type { Fields } from "./whole-answer";

/** One operation of the service: what it sends, when it may be repeated, what a success must say, and what comes of it. */
export interface Operation<Request, Result> extends AnswerRule {
  /** Its name in the API reference. */
  readonly action: string;
  readonly repeat: Repeat;
  /** What the call sends. */
  readonly parameters: (request: Request) => Readonly<Record<string, string>>;
  /** What a success comes to, from its `Data`. */
  readonly result: (data: Fields) => Result;
  /** What an error comes to where it is a result of its own; nothing where it stays an error. */
  readonly resultOfError?: (error: unknown) => Result | undefined;
}
