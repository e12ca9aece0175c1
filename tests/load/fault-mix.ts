import type { Fault, FaultRule } from "../../emulator/index";

/** What passes by itself sooner or later: no answer, half an answer, an error of the service. */
const PASSING_FAULTS: readonly Fault[] = [
  { kind: "cutBefore" },
  { kind: "cutAfter" },
  { kind: "cutInside" },
  { kind: "html", httpStatus: 502 },
  {
    kind: "gateway",
    httpStatus: 500,
    code: "InternalError.System",
    message: "An internal error occurred.",
  },
];

/** Numbers from 0 to 1, the same for the same seed (mulberry32). */
function seededRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Rules that together meet this part of all calls; the seed decides which ones. */
export function faultMix(rate: number, seed: number): FaultRule[] {
  const random = seededRandom(seed);
  const every = Math.round(PASSING_FAULTS.length / rate);
  return PASSING_FAULTS.map((fault) => ({
    ...fault,
    action: "*",
    nth: 1 + Math.floor(random() * every),
    count: 0,
    every,
  }));
}
