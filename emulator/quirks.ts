type QuirkValue = boolean | number | string;

interface QuirkRow {
  readonly default: QuirkValue;
  /** The list of values, or a number from 0 in this unit. */
  readonly allowed: readonly QuirkValue[] | "milliseconds" | "calls";
  /** What the documentation leaves open, and where. */
  readonly source: string;
  readonly meaning: string;
}

const YES_OR_NO = [true, false] as const;

/**
 * Every point where the documentation leaves the service's behaviour open, and what the emulator does there.
 * Defaults are strict: a client that does well with them does well with the other values too, or sees it said.
 */
export const QUIRKS = {
  deployDelayMs: {
    default: 0,
    allowed: "milliseconds",
    source:
      "DeployDISyncTask page: silent on whether the call returns before the deployment is done",
    meaning: "time from DeployDISyncTask until the version is deployed",
  },
  startDelayMs: {
    default: 200,
    allowed: "milliseconds",
    source: "GetDISyncInstanceInfo page: WAIT is listed, not explained",
    meaning: "time from StartDISyncInstance until WAIT ends",
  },
  stopDelayMs: {
    default: 200,
    allowed: "milliseconds",
    source: "GetDISyncInstanceInfo page: KILLING is listed, not explained",
    meaning: "time from StopDISyncInstance until KILLING ends",
  },
  stopNeverEnds: {
    default: false,
    allowed: YES_OR_NO,
    source: "GetDISyncInstanceInfo page: no end of KILLING is promised",
    meaning: "true: an instance that is KILLING stays so until this is false again",
  },
  startOutcome: {
    default: "run",
    allowed: ["run", "pause"],
    source: "GetDISyncInstanceInfo page: no word for a failed instance",
    meaning: "what WAIT turns into: RUN, or PAUSE as after a failed start",
  },
  undeployedInfo: {
    default: "NORUN",
    allowed: ["NORUN", "fail"],
    source: "GetDISyncInstanceInfo page: silent on a task that is not deployed",
    meaning:
      "what GetDISyncInstanceInfo says of it: NORUN, or fail with the message of an unknown id",
  },
  updateRealtime: {
    default: "accept",
    allowed: ["accept", "reject"],
    source:
      "UpdateDISyncTask page says batch only, GenerateDISyncTaskConfigForUpdating page real-time too",
    meaning: "whether UpdateDISyncTask takes TaskType DI_REALTIME",
  },
  startUndeployed: {
    default: "fail",
    allowed: ["fail", "ok"],
    source: "StartDISyncInstance page: silent on a task that is not deployed",
    meaning: "ok: StartDISyncInstance deploys it on the way",
  },
  startRunning: {
    default: "success",
    allowed: ["success", "fail"],
    source: "StartDISyncInstance page: silent on a running instance",
    meaning: "answer to StartDISyncInstance on RUN or WAIT; nothing changes either way",
  },
  stopStopped: {
    default: "success",
    allowed: ["success", "fail"],
    source: "StopDISyncInstance page: silent on a stopped instance",
    meaning: "answer to StopDISyncInstance on NORUN or PAUSE; nothing changes either way",
  },
  terminateRunning: {
    default: "fail",
    allowed: ["fail", "stopFirst"],
    source: "TerminateDISyncInstance page: silent on a running instance",
    meaning: "stopFirst: TerminateDISyncInstance stops and undeploys at once",
  },
  deleteRunning: {
    default: "fail",
    allowed: ["fail", "force", "orphan"],
    source: "DeleteDISyncTask page: silent on a running instance",
    meaning: "force: file and instance go; orphan: the file goes and the instance runs on",
  },
  deleteDeployed: {
    default: "fail",
    allowed: ["fail", "ok"],
    source: "DeleteDISyncTask page: silent on a deployed task that is stopped",
    meaning: "ok: file and instance go",
  },
  deletedFileVisible: {
    default: "RECYCLE_BIN",
    allowed: ["RECYCLE_BIN", "error"],
    source: "GetFile page lists DeletedStatus RECYCLE_BIN; DeleteDISyncTask page is silent",
    meaning: "what GetFile shows of a deleted file: RECYCLE_BIN, or the error of an unknown id",
  },
  missingShape: {
    default: "data-fail",
    allowed: ["data-fail", "http400"],
    source:
      "DeleteDISyncTask page: the sample has HTTP 200, the error codes have 400 Param.Invalid",
    meaning: "answer of the task and instance calls to an unknown id",
  },
  invalidParameterCode: {
    default: "Invalid<Param>",
    allowed: ["Invalid<Param>", "Param.Invalid"],
    source:
      "DeleteDISyncTask page lists Param.Invalid; the gateway answers Invalid<Param> elsewhere",
    meaning: "code of HTTP 400 for a parameter of a wrong type or range",
  },
  messageOnSuccess: {
    default: "null",
    allowed: ["null", "absent", "sample"],
    source:
      "DeleteDISyncTask page says null; the StopDISyncInstance sample has a text with success",
    meaning: "Data.Message of a success; sample: the text of the call's page",
  },
  statusCase: {
    default: "lower",
    allowed: ["lower", "capitalised"],
    source: "GetDISyncTask: an older definition has Success and Fail",
    meaning: "spelling of Data.Status in GetDISyncTask",
  },
  duplicateName: {
    default: "fail",
    allowed: ["fail", "allow"],
    source: "CreateDISyncTask page: silent on a name that the folder already holds",
    meaning: "answer to CreateDISyncTask with such a name",
  },
  clientToken: {
    default: "honoured",
    allowed: ["honoured", "ignored"],
    source: "CreateDISyncTask page: the token is named, what a repeat returns is not",
    meaning:
      "honoured: the first answer again, or IdempotentParameterMismatch for other parameters",
  },
  generateDelayMs: {
    default: 200,
    allowed: "milliseconds",
    source: "QueryDISyncTaskConfigProcessResult page: silent on how long a process takes",
    meaning: "time from a Generate call until its result is there",
  },
  queryPending: {
    default: "fail",
    allowed: ["fail", "empty", "error"],
    source: "QueryDISyncTaskConfigProcessResult page: no word for a process that still runs",
    meaning:
      "answer before the result is there: fail with a message, success with an empty TaskContent, or HTTP 500",
  },
  generateStatus: {
    default: "success",
    allowed: ["success", "true"],
    source: "GenerateDISyncTaskConfigForCreating page: the sample has the text true",
    meaning: "Data.Status of a Generate call that succeeds",
  },
  generateOutcome: {
    default: "success",
    allowed: ["success", "fail"],
    source: "QueryDISyncTaskConfigProcessResult page: fail with a reason",
    meaning: "fail: every process ends in a refusal for ever",
  },
  normalise: {
    default: true,
    allowed: YES_OR_NO,
    source:
      "GetDISyncTask page: the sample of Code has keys that CreateDISyncTask does not ask for",
    meaning: "true: content is returned with sorted and added keys; false: as it was sent",
  },
  nameInInfo: {
    default: true,
    allowed: YES_OR_NO,
    source: "GetDISyncInstanceInfo page: Name is listed, not promised",
    meaning: "false: Data.Name of GetDISyncInstanceInfo is null",
  },
  callsPerSecond: {
    default: 0,
    allowed: "calls",
    source:
      "API overview page: 5 to 50 calls a second by edition; no limit of a single call is named",
    meaning: "calls of one clock second above this number get Throttling.User; 0: no limit",
  },
  callsPerDay: {
    default: 0,
    allowed: "calls",
    source:
      "API overview page: 100 calls a day in the Basic edition; others vary from page to page",
    meaning: "calls of one UTC day above this number get Throttling.Api.Risk; 0: no limit",
  },
} as const satisfies Readonly<Record<string, QuirkRow>>;

export type QuirkName = keyof typeof QUIRKS;

type ValueOf<Row extends QuirkRow> = Row["allowed"] extends readonly (infer Value)[]
  ? Value
  : number;

export type Quirks = { readonly [Name in QuirkName]: ValueOf<(typeof QUIRKS)[Name]> };

/** Some quirks and their new values; unknown names and values are refused when they are set. */
export type QuirkChanges = Partial<Quirks> | Readonly<Record<string, unknown>>;

/** A name or value that the table of quirks does not have. */
export class UnknownQuirkError extends Error {
  override readonly name = "UnknownQuirkError";
}

function isAllowed({ allowed }: QuirkRow, value: unknown): boolean {
  return typeof allowed === "string"
    ? typeof value === "number" && Number.isFinite(value) && value >= 0
    : allowed.some((one) => one === value);
}

function check(name: string, value: unknown): void {
  if (!Object.hasOwn(QUIRKS, name)) {
    const known = Object.keys(QUIRKS).join(", ");
    throw new UnknownQuirkError(
      `There is no quirk ${JSON.stringify(name)}; the quirks are ${known}.`,
    );
  }
  const row: QuirkRow = QUIRKS[name as QuirkName];
  if (!isAllowed(row, value)) {
    const known =
      typeof row.allowed === "string"
        ? `a number of ${row.allowed} from 0`
        : row.allowed.map((one) => JSON.stringify(one)).join(", ");
    throw new UnknownQuirkError(
      `The quirk ${name} cannot be ${JSON.stringify(value)}; it can be ${known}.`,
    );
  }
}

export const DEFAULT_QUIRKS = Object.fromEntries(
  Object.entries(QUIRKS).map(([name, row]) => [name, row.default]),
) as unknown as Quirks;

/** All or nothing: one unknown name or value, and none is changed. */
export function changeQuirks(quirks: Quirks, changes: QuirkChanges): Quirks {
  const given = Object.entries(changes).filter(([, value]) => value !== undefined);
  for (const [name, value] of given) {
    check(name, value);
  }
  return { ...quirks, ...Object.fromEntries(given) };
}
