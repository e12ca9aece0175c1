import { parseFaultRule, type Fault, type FaultRule } from "./fault-rule";

/** An active rule and its counts. */
export interface ActiveFault {
  readonly id: number;
  readonly rule: FaultRule;
  /** Matching calls so far. */
  readonly seenCount: number;
  /** Calls that it hit so far. */
  readonly metCount: number;
}

/** The only operation that infoWord and infoName affect. */
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
  #active: ActiveFault[] = [];
  #nextId = 1;

  constructor(readonly actions: readonly string[]) {}

  /** Returns the rule's id. */
  add(given: unknown): number {
    const rule = parseFaultRule(given, this.actions);
    const id = this.#nextId;
    this.#nextId += 1;
    this.#active.push({ id, rule, seenCount: 0, metCount: 0 });
    return id;
  }

  list(): readonly ActiveFault[] {
    return this.#active;
  }

  clear(): void {
    this.#active = [];
  }

  /** Returns false if there is no such rule. */
  remove(id: number): boolean {
    const before = this.#active.length;
    this.#active = this.#active.filter(({ id: one }) => one !== id);
    return this.#active.length < before;
  }

  /** Every matching rule counts the call; the first one that is due applies to it. */
  meet(action: string, fileId: string | undefined): Fault | undefined {
    let met: Fault | undefined;
    this.#active = this.#active.map((active) => {
      const { rule, metCount } = active;
      if (!isMatch(rule, action, fileId)) {
        return active;
      }
      const seenCount = active.seenCount + 1;
      const { nth = 1, count = 1, every = 1 } = rule;
      const isDue =
        seenCount >= nth && (seenCount - nth) % every === 0 && (count === 0 || metCount < count);
      if (met !== undefined || !isDue) {
        return { ...active, seenCount };
      }
      met = faultOf(rule);
      return { ...active, seenCount, metCount: metCount + 1 };
    });
    return met;
  }
}
