import type { Fault, FaultRule } from "../../emulator/index";
import { createRandom } from "../harness/random";

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

/** Rules that together meet this part of all calls; the seed decides which ones. */
export function faultMix(rate: number, seed: number): FaultRule[] {
  const random = createRandom(seed);
  const every = Math.round(PASSING_FAULTS.length / rate);
  return PASSING_FAULTS.map((fault) => ({
    ...fault,
    action: "*",
    nth: 1 + Math.floor(random() * every),
    count: 0,
    every,
  }));
}
