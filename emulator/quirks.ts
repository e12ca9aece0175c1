type QuirkValue = boolean | number | string;

interface QuirkRow {
  readonly default: QuirkValue;
  /** The list of values, or a number from 0 in this unit. */
  readonly allowed: readonly QuirkValue[] | "milliseconds" | "calls";
  /** What the documentation does not specify, and where. */
  readonly source: string;
  readonly meaning: string;
}

const YES_OR_NO = [true, false] as const;

/**
 * Every behaviour of the service that the documentation does not specify, and what the emulator does there.
 * Defaults are strict: a client that works with them also works with the other values, or gets a clear error.
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
  terminateDelayMs: {
    default: 0,
    allowed: "milliseconds",
    source: "TerminateDISyncInstance page: silent on whether the call returns before it is done",
    meaning: "time from TerminateDISyncInstance until the task is not deployed",
  },
  deleteDelayMs: {
    default: 0,
    allowed: "milliseconds",
    source: "DeleteDISyncTask page: silent on whether the call returns before the file is gone",
    meaning:
      "time from DeleteDISyncTask until no call shows the file; its instance is gone at once",
  },
  startOutcome: {
    default: "run",
    allowed: ["run", "pause", "failed"],
    source: "GetDISyncInstanceInfo page: no word for a failed instance",
    meaning:
      "what WAIT turns into: RUN, PAUSE as after a failed start, or a word that no page lists",
  },
  undeployedInfo: {
    default: "NORUN",
    allowed: ["NORUN", "fail"],
    source: "GetDISyncInstanceInfo page: silent on a task that is not deployed",
    meaning:
      "what GetDISyncInstanceInfo says of it: NORUN, or fail with the message of an unknown id",
  },
  missingInfo: {
    default: "fail",
    allowed: ["fail", "null", "NORUN"],
    source:
      "GetDISyncInstanceInfo page: shows the message of an unknown id, not the Status with it",
    meaning: "Data.Status of GetDISyncInstanceInfo beside that message",
  },
  updateRealtime: {
    default: "accept",
    allowed: ["accept", "reject"],
    source:
      "UpdateDISyncTask page says batch only, GenerateDISyncTaskConfigForUpdating page real-time too",
    meaning: "whether UpdateDISyncTask takes TaskType DI_REALTIME",
  },
  updateTakesEffect: {
    default: "onDeploy",
    allowed: ["onDeploy", "atOnce"],
    source: "UpdateDISyncTask page: silent on whether a deployed task needs a deployment",
    meaning: "atOnce: an update of a deployed task is its deployed version",
  },
  handWrittenContent: {
    default: "accept",
    allowed: ["accept", "reject"],
    source:
      "GenerateDISyncTaskConfigForCreating page: real-time tasks are created with its result only",
    meaning: "reject: CreateDISyncTask takes for DI_REALTIME no content but a generated one",
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
    allowed: ["RECYCLE_BIN", "RECYCLE", "DELETED", "error"],
    source:
      "GetFile page lists RECYCLE_BIN and DELETED, its sample has RECYCLE; DeleteDISyncTask page is silent",
    meaning: "DeletedStatus of a deleted file in GetFile, or the error of an unknown id",
  },
  deletedFileListed: {
    default: false,
    allowed: YES_OR_NO,
    source: "ListFiles and DeleteDISyncTask pages: silent on files in the recycle bin",
    meaning: "true: ListFiles lists a file in the recycle bin with all others",
  },
  missingShape: {
    default: "data-fail",
    allowed: ["data-fail", "http400"],
    source:
      "DeleteDISyncTask page: the sample has HTTP 200, the error codes have 400 Param.Invalid",
    meaning: "answer of the task and instance calls to an unknown id",
  },
  refusalShape: {
    default: "data-fail",
    allowed: ["data-fail", "http400"],
    source:
      "task and instance pages: samples have HTTP 200, the error codes have 400 Param.Invalid",
    meaning: "answer of the task and instance calls that refuse for another reason",
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
  nameScope: {
    default: "folder",
    allowed: ["folder", "workspace"],
    source: "CreateDISyncTask page: silent on where a name has to be the only one",
    meaning: "where duplicateName looks for the name",
  },
  clientToken: {
    default: "honoured",
    allowed: ["honoured", "ignored", "refused"],
    source: "CreateDISyncTask page: the token is named, what a repeat returns is not",
    meaning:
      "honoured: the first answer again, or IdempotentParameterMismatch for other parameters; refused: a repeat fails",
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
  processLifeMs: {
    default: 0,
    allowed: "milliseconds",
    source: "QueryDISyncTaskConfigProcessResult page: silent on how long a result is kept",
    meaning: "time from a result until its process is unknown; 0: for ever",
  },
  normalise: {
    default: true,
    allowed: YES_OR_NO,
    source:
      "GetDISyncTask page: the sample of Code has keys that CreateDISyncTask does not ask for",
    meaning: "true: content is returned with sorted and added keys; false: as it was sent",
  },
  droppedContentKeys: {
    default: false,
    allowed: YES_OR_NO,
    source: "GetDISyncTask page: the sample of Code has neither type nor version",
    meaning: "true: content is returned without the top-level keys type and version",
  },
  renamedSteps: {
    default: false,
    allowed: YES_OR_NO,
    source: "GetDISyncTask page: the steps of the sample have generated names",
    meaning: "true: content is returned with other names of the steps, in order.hops too",
  },
  pathForm: {
    default: "chinese",
    allowed: ["chinese", "english", "key"],
    source:
      "CreateDISyncTask pages: English and Chinese paths; CreateFolder page: keys such as folderDi",
    meaning: "the words of folder paths in answers",
  },
  doubledSlashes: {
    default: false,
    allowed: YES_OR_NO,
    source: "ListFolders page is silent; a private cloud was seen to do it",
    meaning: "true: folder paths in answers have two slashes between their parts",
  },
  nameInInfo: {
    default: true,
    allowed: YES_OR_NO,
    source: "GetDISyncInstanceInfo page: Name is listed, not promised",
    meaning: "false: Data.Name of GetDISyncInstanceInfo is null",
  },
  nameAfterRename: {
    default: "file",
    allowed: ["file", "deployed"],
    source: "GetDISyncInstanceInfo page: silent on whose name it is after a rename",
    meaning: "Data.Name of GetDISyncInstanceInfo: the file's, or the one of the last deployment",
  },
  realtimeFileCalls: {
    default: "accept",
    allowed: ["accept", "reject"],
    source: "GetFile, GetFileVersion, UpdateFile and DeleteFile pages: silent on real-time tasks",
    meaning: "reject: these calls fail for the file of a real-time task",
  },
  realtimeUseType: {
    default: "NORMAL",
    allowed: ["NORMAL", "REALTIME"],
    source: "ListFiles page: six values of UseType, none of them for real-time tasks",
    meaning: "UseType of a real-time task",
  },
  newDataStudio: {
    default: false,
    allowed: YES_OR_NO,
    source: "API overview page: this version is not for workspaces with the new Data Studio",
    meaning: "true: ListFiles shows no file at all",
  },
  parametersInForm: {
    default: "accept",
    allowed: ["accept", "reject"],
    source:
      "SDKs send most parameters of the task calls in the query; a POST may carry all in its body",
    meaning: "reject: a parameter that SDKs send in the query is not seen in a body",
  },
  callerRole: {
    default: "developer",
    allowed: ["developer", "visitor"],
    source: "task pages: no role is named for any call",
    meaning: "visitor: every call that writes is forbidden",
  },
  unknownStartParam: {
    default: "ignore",
    allowed: ["ignore", "fail"],
    source: "StartDISyncInstance page: three keys of StartParam, silent on others",
    meaning: "what StartDISyncInstance does with another key",
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

/** Some quirks and their new values; unknown names and values are refused. */
export type QuirkChanges = Partial<Quirks> | Readonly<Record<string, unknown>>;

/** A name or value that is not in the table of quirks. */
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

/** Each quirk's row and current value. */
export function describeQuirks(quirks: Quirks): Readonly<Record<string, object>> {
  return Object.fromEntries(
    Object.entries(QUIRKS).map(([name, row]) => [
      name,
      { value: quirks[name as QuirkName], ...row },
    ]),
  );
}

export const DEFAULT_QUIRKS = Object.fromEntries(
  Object.entries(QUIRKS).map(([name, row]) => [name, row.default]),
) as unknown as Quirks;

/** All or nothing: with one unknown name or value, none is changed. */
export function changeQuirks(quirks: Quirks, changes: QuirkChanges): Quirks {
  const given = Object.entries(changes).filter(([, value]) => value !== undefined);
  for (const [name, value] of given) {
    check(name, value);
  }
  return { ...quirks, ...Object.fromEntries(given) };
}
