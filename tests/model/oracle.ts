import type { Entry } from "./driver";
import { EXACT_INVARIANTS } from "./invariants-exact";
import { LOSS_INVARIANTS } from "./invariants-loss";
import { OUTCOME_INVARIANTS } from "./invariants-outcome";
import { WRITE_INVARIANTS } from "./invariants-writes";
import type { Judged } from "./judged";
import { noteVersions, remember, type Invariant, type Ledger } from "./ledger";

/** What must hold after every command, whatever happened in it. */
const ALWAYS = { ...LOSS_INVARIANTS, ...WRITE_INVARIANTS, ...OUTCOME_INVARIANTS } as const;

/** What must hold where nothing but the service is odd. */
export const EXACT = { ...ALWAYS, ...EXACT_INVARIANTS } as const;

/** A run that broke an invariant. */
export class Violation extends Error {
  override readonly name = "Violation";

  constructor(
    readonly invariant: string,
    readonly details: readonly string[],
    history: readonly (() => string)[],
  ) {
    super(`${invariant}: ${details.join("; ")}\n${history.map((line) => line()).join("\n")}`);
  }
}

/** Judges one command and remembers it. @throws Violation */
export function judge(
  judged: Judged,
  ledger: Ledger,
  history: readonly (() => string)[],
  invariants: Readonly<Record<string, Invariant>> = ALWAYS,
): void {
  noteVersions(ledger, judged);
  for (const [name, invariant] of Object.entries(invariants)) {
    const details = invariant(judged, ledger);
    if (details.length > 0) {
      throw new Violation(name, details, history);
    }
  }
  remember(ledger, judged);
}

/** Entries as one line, for the history of a run. */
export function entriesText(entries: readonly Entry[]): string {
  return entries
    .map(
      ({ name, id, isPendingReplacement, initErrorCount, outputs }) =>
        `${name}=${id}${isPendingReplacement ? " pending replacement" : ""}${initErrorCount > 0 ? " init errors" : ""}${outputs["applied"] === undefined ? " not applied" : ""}`,
    )
    .join(", ");
}
