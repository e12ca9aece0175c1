import type { Moment } from "./instance";

/** An asynchronous generation of a task content. */
export interface Generation {
  readonly content: string;
  /** Set by the quirks when it started; a later change affects only later generations. */
  readonly outcome: "success" | "fail";
  readonly readyAtMs: number;
  /** When it is forgotten; `undefined`: never. */
  readonly forgottenAtMs: number | undefined;
}

/** All generations of a workspace, by ProcessId. */
export class Generations {
  readonly #generations = new Map<bigint, Generation>();

  /** Returns the ProcessId. */
  start(content: string, { nowMs, quirks }: Moment): bigint {
    const id = BigInt(this.#generations.size + 1);
    const { generateDelayMs, generateOutcome, processLifeMs } = quirks;
    this.#generations.set(id, {
      content,
      outcome: generateOutcome,
      readyAtMs: nowMs + generateDelayMs,
      forgottenAtMs: processLifeMs === 0 ? undefined : nowMs + generateDelayMs + processLifeMs,
    });
    return id;
  }

  get(id: bigint, { nowMs }: Moment): Generation | undefined {
    const generation = this.#generations.get(id);
    const { forgottenAtMs = Infinity } = generation ?? {};
    return nowMs < forgottenAtMs ? generation : undefined;
  }

  /** Whether a generation has produced exactly this content. */
  hasProduced(content: string): boolean {
    return [...this.#generations.values()].some((one) => one.content === content);
  }
}
