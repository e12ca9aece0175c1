import type { Repeat } from "./retry";
import type { AnswerRule } from "./success";
import type { Fields } from "./whole-answer";

/** One operation of the service: what it sends, when it may be repeated, what a success must contain, and its result. */
export interface Operation<Request, Result> extends AnswerRule {
  /** Its name in the API reference. */
  readonly action: string;
  readonly repeat: Repeat;
  /** What the call sends. */
  readonly parameters: (request: Request) => Readonly<Record<string, string>>;
  /** The result of a success, from its `Data`. */
  readonly result: (data: Fields) => Result;
  /** The result that an error stands for; `undefined` where it stays an error. */
  readonly resultOfError?: (error: unknown) => Result | undefined;
}
