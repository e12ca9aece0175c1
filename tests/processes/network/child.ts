import { fork, type ChildProcess } from "node:child_process";
import { once } from "node:events";

/** A process that answers questions; Node reads some settings only at the start of one. */
export interface Child<Question, Answer> {
  ask(question: Question): Promise<Answer>;
  stop(): Promise<void>;
}

export interface ChildOptions {
  readonly variables?: Readonly<Record<string, string>>;
  /** Files that run before everything else. */
  readonly preload?: readonly string[];
}

const ANSWER_WITHIN_MS = 60_000;

function environment(variables: Readonly<Record<string, string>>): NodeJS.ProcessEnv {
  return {
    PATH: process.env["PATH"],
    HOME: process.env["HOME"],
    TS_NODE_TRANSPILE_ONLY: "1",
    ...variables,
  };
}

async function answerOf(child: ChildProcess): Promise<unknown> {
  const [answer] = (await once(child, "message", {
    signal: AbortSignal.timeout(ANSWER_WITHIN_MS),
  })) as unknown[];
  return answer;
}

/** @param module a file that calls {@link answerParent}. */
export function startChild<Question extends object, Answer>(
  module: string,
  { variables = {}, preload = [] }: ChildOptions = {},
): Child<Question, Answer> {
  const requires = [...preload, "tsx/cjs"].flatMap((file) => ["--require", file]);
  const child = fork(module, [], { execArgv: requires, env: environment(variables) });
  return {
    async ask(question) {
      child.send(question);
      return (await answerOf(child)) as Answer;
    },
    async stop() {
      const ended = once(child, "exit");
      child.disconnect();
      await ended;
    },
  };
}

/** The child's side: answers one question after the other. */
export function answerParent<Question, Answer>(
  answer: (question: Question) => Promise<Answer>,
): void {
  process.on("message", (question) => {
    void answer(question as Question).then((reply) => process.send?.(reply));
  });
}
