import type { Reported } from "./driver";

/** Faults after which the caller has no answer that says anything. */
const UNREADABLE = [
  "unsuccessful",
  "html",
  "xml",
  "xmlAfter",
  "cutBefore",
  "cutAfter",
  "cutInside",
  "empty",
  "throttle",
  "half",
];

const DELAYS = ["slow", "slowBefore", "contentType"];

/** Calls whose refusal says that there is nothing. */
export function isQuestion(action: string): boolean {
  return /^(Get|List)/.test(action) || action === "TerminateDISyncInstance";
}

/** The gateway's refusal of an id that it does not know, in one of the forms that the service may have. */
function isDenial(answer: { readonly body: unknown } | undefined): boolean {
  return (answer?.body as { readonly Code?: unknown } | undefined)?.Code === "Param.Invalid";
}

/** What a whole answer told, by what the emulator notes of it. */
export function reportedBy(
  outcome: string,
  action: string,
  isLie: boolean,
  answer?: { readonly body: unknown },
): Reported {
  if (!outcome.startsWith("fault ")) {
    return "truth";
  }
  const kind = outcome.slice("fault ".length);
  if (DELAYS.includes(kind)) {
    return "truth";
  }
  if (UNREADABLE.includes(kind) || (kind === "answer" && !isLie)) {
    return "nothing";
  }
  if (kind === "refuse") {
    // ListFiles and GetFile have no Data.Status: their refusal is no answer.
    return /^(List|GetFile)/.test(action) ? "nothing" : isQuestion(action) ? "untruth" : "truth";
  }
  if (kind === "gateway") {
    return isDenial(answer) && isQuestion(action) ? "untruth" : "nothing";
  }
  return "untruth";
}
