import { ARGS } from "../harness/stack";
import { IMPOSSIBLE_FILE_ID } from "./life";

/** What every error of a task has in common; request ids and durations are masked. */
interface Report {
  readonly cause: string;
  readonly live: string;
  /** @default "nothing" */
  readonly done?: string;
  readonly next: string;
  /** What puts the task back, where a delete has done half its work. */
  readonly restore?: string;
}

export const NEXT = {
  refused:
    "Correct in DataWorks what the service's message names, then run the command again; it resumes from here.",
  other: "Correct the cause, then run the command again; it resumes from here.",
  refresh: "Run the command again with `--refresh`.",
  endInstance:
    "Run the command again: it stops and undeploys the instance. If that does not help, end the instance in Operation Center.",
  quota:
    "The account's API quota is exceeded: run the command again tomorrow, or use a larger edition of DataWorks.",
  gone:
    "If the task was already deleted, in the console or by a run that was killed, run the command again with `--refresh` (`pulumi destroy --refresh`, or `pulumi up --refresh`), which proves that and removes it from the state " +
    "(or set DATAWORKS_MISSING_ON_DELETE=succeed).",
  createTime:
    "Give it more time: raise customTimeouts.create, then run `pulumi up` again; it repeats the steps that were not completed.",
  updateTime:
    "Give it more time: raise customTimeouts.update, then run `pulumi up` again; it repeats the steps that were not completed.",
  deleteTime:
    "Give it more time: raise customTimeouts.delete and run `pulumi up`, or set DATAWORKS_DELETE_TIMEOUT (for example 60m); " +
    "then run `pulumi destroy` again, it resumes from here.",
} as const;

const UP =
  "leave the resource in the program and run `pulumi up --refresh` (a plain `pulumi up` does not see the change).";

/** The last line of a delete that was refused on the way. */
export const RESTORE = {
  undeployed: `The task is undeployed now. To keep it after all, ${UP}`,
  stopped: `The task was asked to stop. To keep it after all, ${UP}`,
  deployByHand:
    "The task is undeployed now. To keep it after all, deploy it again in Operation Center.",
  startByHand:
    "The task is undeployed now. To keep it after all, deploy and start it again in Operation Center.",
} as const;

export const FIRST = "1000001";
export const SECOND = "1000002";

/** The task in words; without an id before it is created. */
export function task(fileId?: string): string {
  const file = fileId === undefined ? "" : `, file ${fileId}`;
  return `task "${ARGS.taskName}" (region cn-shanghai, workspace 10000${file})`;
}

/** What the service answers with HTTP 200 and `Success: true`. */
export function said(action: string, message: string): string {
  return `${action} answered Data.Status "fail": ${message} (RequestId …)`;
}

export function undeployRefused(message: string): string {
  return `undeploy refused ("${message}")`;
}

function report(
  attempted: string,
  { cause, live, done, next, restore }: Report,
  kept: string,
): string {
  const end = cause.endsWith(".") ? "" : ".";
  return `${attempted}: ${cause}${end}\nLive state: ${live}. Done so far: ${done ?? "nothing"}. ${kept}.\nNext: ${next}${restore === undefined ? "" : `\n${restore}`}`;
}

export function cannotDelete(what: Report, fileId = FIRST): string {
  return report(`Cannot delete ${task(fileId)}`, what, "The task stays in the state");
}

const UNFINISHED = "The task stays in the state, marked as unfinished";

export function cannotUpdate(what: Report): string {
  return report(`Cannot update ${task(FIRST)}`, what, UNFINISHED);
}

export function createdOtherwise(what: Report): string {
  const attempted = `${task(FIRST)} exists, but is not in its desired state`;
  return report(attempted, what, UNFINISHED);
}

export function cannotCreate(cause: string, next: string): string {
  return `Cannot create ${task()}: ${cause}.\nNext: ${next}`;
}

export function notDeployed(fileId = FIRST): string {
  return undeployRefused(`fileId:[${fileId}] is not deployed.`);
}

/** Of the look-up of an id that no parameter takes. */
export function cannotLookUp(refusal: string): string {
  return `Cannot look up file ${IMPOSSIBLE_FILE_ID} (region cn-shanghai, workspace 10000): GetDISyncTask answered HTTP 400 ${refusal} (RequestId …).\nNext: Check the id, region and account.`;
}

/** Of every operation on a task that has another name than the one on record. */
export function renamed(attempted: "read" | "update" | "delete"): string {
  return (
    `Cannot ${attempted} ${task(FIRST)}: DataWorks calls it "orders_renamed", but the name on record is "${ARGS.taskName}": it may be another task.\n` +
    "Nothing was changed. The task stays in the state.\n" +
    "Next: If it was renamed in the console, set DATAWORKS_ACCEPT_RENAME=10000:1000001 and run `pulumi refresh`; " +
    "if not, check that region, endpoint and account are those of this stack."
  );
}
