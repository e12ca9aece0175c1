import type { Fault, FaultRule } from "../../emulator/index";
import { CHATTY_MESSAGE, PASSWORD } from "./canaries.cases";

type Kind = Fault["kind"];
/** A fault without its target. */
type FaultOf<K extends Kind> = Omit<
  Extract<FaultRule, { kind: K }>,
  "action" | "nth" | "count" | "fileId" | "every"
>;

const SLOW_MS = 400;

/** Every kind of fault, in all forms in which a service could tell something. A kind that is missing here does not compile. */
const FAULTS: { readonly [K in Kind]: readonly FaultOf<K>[] } = {
  refuse: [{ kind: "refuse", message: CHATTY_MESSAGE }],
  gateway: [
    { kind: "gateway", httpStatus: 403, code: "Forbidden.Access", message: CHATTY_MESSAGE },
    { kind: "gateway", httpStatus: 503, code: "ServiceUnavailable", message: CHATTY_MESSAGE },
  ],
  throttle: [{ kind: "throttle", per: "day" }],
  unsuccessful: [{ kind: "unsuccessful" }],
  html: [{ kind: "html" }],
  xml: [{ kind: "xml", message: CHATTY_MESSAGE }],
  xmlAfter: [{ kind: "xmlAfter" }],
  cutBefore: [{ kind: "cutBefore" }],
  cutAfter: [{ kind: "cutAfter" }],
  cutInside: [{ kind: "cutInside" }],
  empty: [{ kind: "empty" }],
  contentType: [{ kind: "contentType", contentType: "text/html" }],
  slowBefore: [{ kind: "slowBefore", delayMs: SLOW_MS }],
  slow: [{ kind: "slow", delayMs: SLOW_MS }],
  infoWord: [{ kind: "infoWord", word: "STRANGE" }],
  infoName: [{ kind: "infoName", name: "another" }],
  answer: [
    { kind: "answer", body: { Success: false, ErrorMessage: CHATTY_MESSAGE } },
    { kind: "answer", body: { Success: false, Data: { Message: CHATTY_MESSAGE } } },
    { kind: "answer", body: { Success: true, Data: { Status: "FAIL", Message: CHATTY_MESSAGE } } },
    { kind: "answer", httpStatus: 500, body: { Message: CHATTY_MESSAGE } },
    { kind: "answer", httpStatus: 400, body: { Code: "X", Message: CHATTY_MESSAGE } },
    { kind: "answer", httpStatus: 400, body: CHATTY_MESSAGE },
    { kind: "answer", body: [CHATTY_MESSAGE] },
    // A content that is not JSON: what a parser says of it must not repeat it.
    { kind: "answer", body: { Success: true, Data: { Status: "success", Code: PASSWORD } } },
  ],
};

/** Each fault, for all calls of an action. */
export function faultsOf(action: string): readonly FaultRule[] {
  return Object.values(FAULTS)
    .flat()
    .map((fault) => ({ ...fault, action, count: 0 }) as FaultRule);
}
