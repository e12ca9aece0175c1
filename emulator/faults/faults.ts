import { parseFaultRule, type Fault, type FaultRule } from "./fault-rule";

/** A rule as it is kept. */
export interface ActiveFault {
  readonly id: number;
  readonly rule: FaultRule;
  /** Matching calls so far. */
  readonly seenCount: number;
  /** Calls that it met so far. */
  readonly metCount: number;
}

/** The only call that infoWord and infoName change. */
const INFO_ACTION = "GetDISyncInstanceInfo";

function faultOf(rule: FaultRule): Fault {
  switch (rule.kind) {
    case "html":
      return { kind: "html", httpStatus: rule.httpStatus ?? 502 };
    case "answer":
      return { kind: "answer", httpStatus: rule.httpStatus ?? 200, body: rule.body };
    default:
      return rule;
  }
}

function isMatch(rule: FaultRule, action: string, fileId: string | undefined): boolean {
  const isInfoKind = rule.kind === "infoWord" || rule.kind === "infoName";
  return (
    (rule.action === "*" || rule.action === action) &&
    (rule.fileId === undefined || rule.fileId === fileId) &&
    (!isInfoKind || action === INFO_ACTION)
  );
}

/** The rules in the order in which they were added. */
export class Faults {
  #kept: ActiveFault[] = [];
  #nextId = 1;

  constructor(readonly actions: readonly string[]) {}

  /** Gives the rule's id. */
  add(given: unknown): number {
    const rule = parseFaultRule(given, this.actions);
    const id = this.#nextId;
    this.#nextId += 1;
    this.#kept.push({ id, rule, seenCount: 0, metCount: 0 });
    return id;
  }

  list(): readonly ActiveFault[] {
    return this.#kept;
  }

  clear(): void {
    this.#kept = [];
  }

  /** False: there is no such rule. */
  remove(id: number): boolean {
    const before = this.#kept.length;
    this.#kept = this.#kept.filter((kept) => kept.id !== id);
    return this.#kept.length < before;
  }

  /** Every matching rule counts the call; the first one that is due meets it. */
  meet(action: string, fileId: string | undefined): Fault | undefined {
    let met: Fault | undefined;
    this.#kept = this.#kept.map((kept) => {
      const { rule, metCount } = kept;
      if (!isMatch(rule, action, fileId)) {
        return kept;
      }
      const seenCount = kept.seenCount + 1;
      const { nth = 1, count = 1, every = 1 } = rule;
      const isDue =
        seenCount >= nth && (seenCount - nth) % every === 0 && (count === 0 || metCount < count);
      if (met !== undefined || !isDue) {
        return { ...kept, seenCount };
      }
      met = faultOf(rule);
      return { ...kept, seenCount, metCount: metCount + 1 };
    });
    return met;
  }
}
