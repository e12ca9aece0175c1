import assert from "node:assert/strict";
import type { Outcome } from "../clients/client";
import { leftBehind } from "./remote-target";
import { isRemote, PROJECT_ID, requireRemoteAccess } from "./settings";

/** What no documentation page says. A case that settles one carries its number. */
const QUESTIONS = {
  1: "What has to come before DeleteDISyncTask, and what does it do to a running or deployed task?",
  2: "Does TerminateDISyncInstance need a stop first?",
  3: "Are Deploy, Start, Stop, Terminate and Delete finished when the call returns?",
  4: "Which names does a task may have, and where do they have to differ?",
  5: "What does a repeated ClientToken return?",
  6: "Does UpdateDISyncTask take a real-time task?",
  7: "Does CreateDISyncTask take a real-time task with a hand-written content?",
  8: "What does QueryDISyncTaskConfigProcessResult answer before the result is there?",
  9: "What does GetDISyncInstanceInfo tell of a task that is not deployed, and of an unknown id?",
  10: "What does StartDISyncInstance make of a StartParam that it cannot read?",
  11: "How do business refusals arrive, and what is Message on success?",
  12: "Where is a file after DeleteDISyncTask?",
  16: "What do the file calls make of a real-time task's file?",
  18: "Are parameters that the SDKs send in the query taken from the form?",
  19: "What does the service change in a TaskContent?",
} as const;

export type QuestionNumber = keyof typeof QUESTIONS;

interface Observation {
  readonly title: string;
  readonly seen: string;
}

const asked = new Map<QuestionNumber, Observation[]>();

/** Notes that a case of the run would settle a question. */
export function ask(question: QuestionNumber): void {
  if (!asked.has(question)) {
    asked.set(question, []);
  }
}

const MAX_SHOWN = 400; // characters of an answer

function shorten(text: string): string {
  return text.length > MAX_SHOWN ? `${text.slice(0, MAX_SHOWN - 1)}…` : text;
}

/** Notes what was answered: the point of the question, else the refusal's code and message, else Data. */
export function observe(
  question: QuestionNumber,
  title: string,
  { httpStatus, body, gatewayError }: Outcome,
  point: unknown,
): void {
  const seen = point ?? gatewayError ?? body["Data"] ?? body["ErrorCode"] ?? body;
  asked
    .get(question)
    ?.push({ title, seen: shorten(`HTTP ${httpStatus}, ${JSON.stringify(seen)}`) });
}

function report(): string {
  const blocks = [...asked].sort(([a], [b]) => a - b);
  return [
    "Questions of the documentation that this run was to settle:",
    ...blocks.flatMap(([question, observations]) => [
      `  ${question}. ${QUESTIONS[question]}`,
      ...(observations.length === 0
        ? ["     not observed"]
        : observations.map(({ title, seen }) => `     ${title}: ${seen}`)),
    ]),
    "",
  ].join("\n");
}

if (isRemote) {
  before("the variables of the service are set", () => {
    requireRemoteAccess();
  });
  after("all that was made is deleted", () => {
    process.stdout.write(`${report()}\n`);
    assert.deepEqual(leftBehind, [], `delete by hand in workspace ${PROJECT_ID}`);
  });
}
