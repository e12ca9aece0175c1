import { QUIRKS, type LogEntry, type QuirkName } from "../../emulator/index";
import { UNKNOWN_START_KEY } from "./life";
import type { SituationName } from "./situations.cases";
import type { Life } from "./play";

/** How the log of the calls shows that the emulator took a quirk's branch. */
type Witness =
  /** The calls of this action, or what they came to, are not those of the same life under defaults. */
  | { readonly differs: string }
  /** A call of this action succeeded; only its answer is another. */
  | { readonly answers: string }
  /** A call of this action was made; each comes to the quirk's branch, whatever the value makes of it. */
  | { readonly calls: string }
  /** The provider lets no start through that has this key. */
  | { readonly unsent: string }
  /** A call came to this. */
  | { readonly outcome: string };

/** A life in which a quirk can show, whatever its value. */
interface QuirkCase {
  readonly situation: SituationName;
  /** The value to try of a number. */
  readonly value?: number;
  /** Of a value that is absorbed; a visible one is its own witness. */
  readonly witness?: Witness;
}

const INFO = "GetDISyncInstanceInfo";
const START = "StartDISyncInstance";
const QUERY = "QueryDISyncTaskConfigProcessResult";

/** Every quirk of the emulator; one that is missing here, or that is no longer there, fails the sweep. */
export const CASES: Readonly<Record<QuirkName, QuirkCase | readonly QuirkCase[]>> = {
  deployDelayMs: { situation: "running", value: 3_000, witness: { differs: START } },
  startDelayMs: { situation: "running", value: 3_000, witness: { differs: INFO } },
  stopDelayMs: { situation: "running", value: 3_000, witness: { differs: INFO } },
  stopNeverEnds: { situation: "shortTimes" },
  terminateDelayMs: [
    { situation: "refusedNothing", value: 60_000, witness: { differs: "DeleteDISyncTask" } },
    { situation: "running", value: 60_000 },
    { situation: "neverStarted", value: 60_000 },
  ],
  deleteDelayMs: { situation: "running", value: 3_000, witness: { differs: "GetFile" } },
  startOutcome: { situation: "shortTimes" },
  undeployedInfo: { situation: "running" },
  missingInfo: {
    situation: "deletedOutside",
    witness: { outcome: "fail: fileId[1000001] is invalid" },
  },
  updateRealtime: { situation: "running" },
  updateTakesEffect: { situation: "running", witness: { answers: "UpdateDISyncTask" } },
  handWrittenContent: { situation: "resting" },
  startUndeployed: { situation: "startedLate", witness: { differs: START } },
  startRunning: { situation: "running", witness: { differs: START } },
  stopStopped: { situation: "running", witness: { differs: "StopDISyncInstance" } },
  terminateRunning: { situation: "disturbed" },
  deleteRunning: { situation: "disturbed" },
  deleteDeployed: { situation: "disturbed" },
  deletedFileVisible: { situation: "running", witness: { calls: "GetFile" } },
  deletedFileListed: { situation: "resting", witness: { differs: "GetFile" } },
  missingShape: { situation: "deletedOutside" },
  refusalShape: [
    { situation: "disturbed" },
    { situation: "resting", witness: { differs: "TerminateDISyncInstance" } },
  ],
  invalidParameterCode: { situation: "impossibleId" },
  messageOnSuccess: { situation: "running", witness: { answers: "DeleteDISyncTask" } },
  statusCase: { situation: "running", witness: { answers: "GetDISyncTask" } },
  duplicateName: { situation: "nameTakenMeanwhile" },
  nameScope: { situation: "nameInAnotherFolder" },
  clientToken: { situation: "createSentTwice", witness: { differs: "CreateDISyncTask" } },
  generateDelayMs: { situation: "generated", value: 3_000, witness: { differs: QUERY } },
  queryPending: { situation: "generatedSlowly", witness: { differs: QUERY } },
  generateStatus: {
    situation: "generated",
    witness: { answers: "GenerateDISyncTaskConfigForCreating" },
  },
  generateOutcome: { situation: "generatedInShortTimes" },
  processLifeMs: { situation: "generatedInShortTimes", value: 500 },
  normalise: { situation: "running", witness: { answers: "GetDISyncTask" } },
  droppedContentKeys: { situation: "resting", witness: { answers: "GetDISyncTask" } },
  renamedSteps: { situation: "resting", witness: { answers: "GetDISyncTask" } },
  pathForm: { situation: "nameInAnotherFolder", witness: { answers: "ListFiles" } },
  doubledSlashes: { situation: "nameInAnotherFolder", witness: { answers: "ListFiles" } },
  nameInInfo: { situation: "running", witness: { differs: "ListFiles" } },
  nameAfterRename: { situation: "renamed" },
  realtimeFileCalls: { situation: "running", witness: { differs: "GetFile" } },
  realtimeUseType: { situation: "running", witness: { answers: "ListFiles" } },
  newDataStudio: { situation: "deletedOutside" },
  parametersInForm: { situation: "resting" },
  callerRole: { situation: "resting" },
  unknownStartParam: { situation: "unknownStartKey", witness: { unsent: UNKNOWN_START_KEY } },
  callsPerSecond: { situation: "resting", value: 3, witness: { outcome: "Throttling.User" } },
  callsPerDay: { situation: "resting", value: 9 },
};

export const QUIRK_NAMES = Object.keys(QUIRKS) as readonly QuirkName[];

/** One value of one quirk that is not the default, in one life. */
export interface QuirkValue {
  readonly name: QuirkName;
  readonly value: unknown;
  readonly situation: SituationName;
  readonly witness?: Witness;
  /** `name=value` */
  readonly text: string;
  /** The text, and with it the life where there are several: no other has it. */
  readonly key: string;
}

function casesOf(name: QuirkName): readonly QuirkCase[] {
  return [CASES[name] ?? []].flat();
}

function valuesOf(name: QuirkName, { value: tried }: QuirkCase): readonly unknown[] {
  const { allowed, default: usual } = QUIRKS[name];
  if (typeof allowed === "string") {
    return tried === undefined ? [] : [tried];
  }
  return (allowed as readonly unknown[]).filter((value) => value !== usual);
}

function inEachLife(name: QuirkName): readonly QuirkValue[] {
  const cases = casesOf(name);
  return cases.flatMap((one) =>
    valuesOf(name, one).map((value) => {
      const { situation, witness } = one;
      const text = `${name}=${String(value)}`;
      const key = cases.length === 1 ? text : `${text} in ${situation}`;
      return { name, value, situation, ...(witness !== undefined && { witness }), text, key };
    }),
  );
}

/** The values of all quirks, one by one, in each of their lives. */
export const QUIRK_VALUES: readonly QuirkValue[] = QUIRK_NAMES.flatMap(inEachLife);

function outcomesOf(action: string, calls: readonly LogEntry[]): readonly string[] {
  return calls.filter((call) => call.action === action).map(({ outcome }) => outcome);
}

/** Whether a life met its quirk at all. */
export function hasMet(witness: Witness, life: Life, usual: Life): boolean {
  if ("differs" in witness) {
    const [ours, theirs] = [life, usual].map(({ calls }) => outcomesOf(witness.differs, calls));
    return JSON.stringify(ours) !== JSON.stringify(theirs);
  }
  if ("unsent" in witness) {
    return !life.calls.some(({ params }) => params["StartParam"]?.includes(witness.unsent));
  }
  if ("calls" in witness) {
    return life.calls.some(({ action }) => action === witness.calls);
  }
  return "answers" in witness
    ? outcomesOf(witness.answers, life.calls).includes("success")
    : life.calls.some(({ outcome }) => outcome === witness.outcome);
}
