import type { Outcome } from "../clients/client";
import { CLIENT_NAMES, type ClientName } from "../clients/index";
import { ask, observe, type QuestionNumber } from "./open-questions";
import { isRemote } from "./settings";
import { assertOutcome } from "./shape";
import type { Target } from "./target";
import type { Parameters } from "../clients/client";

/** A case that the service cannot take; the reason stands in its title. */
export function itEmulated(title: string, reason: string, test: () => Promise<void> | void): void {
  if (isRemote) {
    it.skip(`${title} (emulator only: ${reason})`);
    return;
  }
  it(title, test);
}

/**
 * Takes what the service answered to an open question, and holds it against what the emulator assumes. `point` is what the
 * question is about, where that is not all of Data.
 */
export type Settle = (outcome: Outcome, expected: unknown, point?: unknown) => void;

/** A case that settles what the documentation leaves open: the emulator answers as assumed, the service's answer is noted. */
export function itSettles(
  question: QuestionNumber,
  title: string,
  test: (settle: Settle) => Promise<void>,
): void {
  ask(question);
  it(`${title} (open question ${question})`, function () {
    const fullTitle = this.test?.titlePath().join(", ") ?? title;
    return test((outcome, expected, point) => {
      observe(question, fullTitle, outcome, point);
      if (!isRemote) {
        assertOutcome(outcome, expected);
      }
    });
  });
}

/** The service's daily quota allows one client where a case is about parameters alone. */
export const CLIENTS_OF_EACH: readonly ClientName[] = isRemote ? ["raw RPC"] : CLIENT_NAMES;

/** The same answer through every client. For calls that change nothing. */
export async function assertThroughEach(
  target: Target,
  action: string,
  parameters: Parameters,
  expected: unknown,
): Promise<void> {
  for (const client of CLIENTS_OF_EACH) {
    assertOutcome(await target.call(action, parameters, client), expected, client);
  }
}
