import type { Clock } from "../clock";
import { SETTINGS } from "../settings";
import {
  ApiError,
  isBusinessRefusal,
  isInvalidTask,
  isQuotaUsedUp,
  isThrottled,
  TransportError,
  type NoAnswer,
} from "./errors";
import type { Limiter } from "./limiter";
import { printable } from "./printable";
import { withRetry, type Repeat, type RetryPolicy } from "./retry";
import { pauseAskedMs } from "./retry-after";
import { requireSuccess, type AnswerRule } from "./success";
import type { Transport } from "./transport/request";
import {
  isObject,
  needsFile,
  needsFileList,
  needsFolderId,
  needsId,
  needsText,
  type Fields,
} from "./whole-answer";

/** A sync task: ids are texts, because they may pass 2^53. */
export interface TaskRef {
  readonly projectId: string;
  readonly fileId: string;
}

export interface TaskParam {
  readonly FileFolderPath?: string;
  readonly ResourceGroup?: string;
  readonly Cu?: number;
}

export interface CreateDISyncTaskRequest {
  readonly projectId: string;
  readonly taskName: string;
  /** JSON text. */
  readonly taskContent: string;
  readonly taskParam: TaskParam;
  readonly clientToken: string;
}

export interface UpdateDISyncTaskRequest extends TaskRef {
  /** JSON text. */
  readonly taskContent: string;
  readonly taskParam: TaskParam;
}

export interface GenerateRequest {
  readonly projectId: string;
  /** JSON text of the script. */
  readonly taskParam: string;
  readonly clientToken: string;
}

/** What a generation came to; neither where it is not ready yet. */
export interface ProcessResult {
  /** JSON text. */
  readonly taskContent?: string;
  readonly message?: string;
}

/** A node as ListRefDISyncTasks gives it: node ids are not file ids. */
export interface RefNode {
  readonly nodeId: string;
  readonly nodeName: string;
}

export interface InstanceInfo {
  /** The service's own word, or nothing where it gave none. */
  readonly status?: string;
  readonly name?: string;
  readonly message?: string;
}

export interface ListFilesRequest {
  readonly projectId: string;
  readonly fileIdIn?: string;
  readonly exactFileName?: string;
  readonly fileTypes?: string;
  readonly keyword?: string;
  readonly owner?: string;
  readonly nodeId?: string;
  readonly folderPath?: string;
  /** From 1; a page holds {@link PAGE_SIZE} files. */
  readonly page?: number;
}

export interface FileRow {
  readonly fileId: string;
  readonly fileName: string;
  /** Only where the call asked for it. */
  readonly folderPath?: string;
  readonly folderId?: string;
  /** 900: real-time sync task, 23: batch sync task. */
  readonly fileType?: number;
  readonly owner?: string;
}

export interface FileList {
  readonly files: readonly FileRow[];
  readonly totalCount: number;
}

/** The operations of the service that the lifecycle uses, under their own names. */
export interface DataWorksApi {
  createDISyncTask(request: CreateDISyncTaskRequest): Promise<{ fileId: string }>;
  updateDISyncTask(request: UpdateDISyncTaskRequest): Promise<void>;
  /** @returns the stored content as JSON text, and the alert rules as the service gives them. */
  getDISyncTask(task: TaskRef): Promise<{ code: string; alarmList: readonly unknown[] }>;
  deleteDISyncTask(task: TaskRef): Promise<void>;
  deployDISyncTask(task: TaskRef): Promise<void>;
  startDISyncInstance(task: TaskRef & { readonly startParam?: string }): Promise<void>;
  stopDISyncInstance(task: TaskRef): Promise<void>;
  terminateDISyncInstance(task: TaskRef): Promise<void>;
  getDISyncInstanceInfo(task: TaskRef): Promise<InstanceInfo>;
  generateDISyncTaskConfigForCreating(request: GenerateRequest): Promise<{ processId: string }>;
  generateDISyncTaskConfigForUpdating(
    request: GenerateRequest & TaskRef,
  ): Promise<{ processId: string }>;
  queryDISyncTaskConfigProcessResult(request: {
    readonly projectId: string;
    readonly processId: string;
  }): Promise<ProcessResult>;
  listRefDISyncTasks(request: {
    readonly projectId: string;
    readonly datasourceName: string;
    readonly refType: "from" | "to";
    /** From 1; a page holds {@link PAGE_SIZE} nodes. */
    readonly page: number;
  }): Promise<readonly RefNode[]>;
  listFiles(request: ListFilesRequest): Promise<FileList>;
  /** @returns the id of a folder, whatever the language of its path. */
  getFolder(folder: {
    readonly projectId: string;
    readonly folderPath: string;
  }): Promise<{ folderId: string }>;
  /** @returns `NORMAL`, `RECYCLE_BIN`, `DELETED` or another word of the service. */
  getFile(task: TaskRef): Promise<{ deletedStatus?: string }>;
}

interface Operation extends AnswerRule {
  readonly repeat: Repeat;
}

/** What may be repeated, what `Data.Status` means, and without what an answer is none, for each operation; `Data` belongs to every one. */
const OPERATIONS = {
  CreateDISyncTask: { repeat: "notCarriedOut", status: "outcome", needs: needsId("FileId") },
  // It sets content, group and size: a second one changes nothing more.
  UpdateDISyncTask: { repeat: "idempotent", status: "outcome" },
  GetDISyncTask: { repeat: "idempotent", status: "outcome", needs: needsText("Code") },
  DeleteDISyncTask: { repeat: "notCarriedOut", status: "outcome" },
  DeployDISyncTask: { repeat: "notCarriedOut", status: "outcome" },
  StartDISyncInstance: { repeat: "notCarriedOut", status: "outcome" },
  StopDISyncInstance: { repeat: "notCarriedOut", status: "outcome" },
  TerminateDISyncInstance: { repeat: "notCarriedOut", status: "outcome" },
  GetDISyncInstanceInfo: { repeat: "idempotent", status: "runState" },
  GenerateDISyncTaskConfigForCreating: {
    repeat: "notCarriedOut",
    status: "outcomeOrTrue",
    needs: needsId("ProcessId"),
  },
  GenerateDISyncTaskConfigForUpdating: {
    repeat: "notCarriedOut",
    status: "outcomeOrTrue",
    needs: needsId("ProcessId"),
  },
  // A success without TaskContent means that it is not ready yet.
  QueryDISyncTaskConfigProcessResult: { repeat: "idempotent", status: "outcomeOrTrue" },
  ListRefDISyncTasks: { repeat: "idempotent", status: "none" },
  GetFolder: { repeat: "idempotent", status: "none", needs: needsFolderId },
  ListFiles: { repeat: "idempotent", status: "none", needs: needsFileList },
  GetFile: { repeat: "idempotent", status: "none", needs: needsFile },
} as const satisfies Record<string, Operation>;

type Action = keyof typeof OPERATIONS;

/** The service's page size limit. */
export const PAGE_SIZE = 100;

/** Time for one call; the library's own 3 s would cut slow creates. */
const CALL_TIMEOUT_MS = 60_000;
const SHORTEST_CALL_TIMEOUT_MS = 1_000;

const NO_TURN: NoAnswer = {
  reason: "it was not sent, because the limit of calls gives it no turn in time",
  check: `${SETTINGS.maxCallsPerSecond.variable} and customTimeouts (the service may also have asked for a long pause)`,
  isUnsent: true,
  isLasting: true,
};

export interface Connection {
  readonly transport: Transport;
  readonly limiter: Limiter;
  readonly policy: RetryPolicy;
  readonly clock: Clock;
  readonly random: () => number;
  /** Throws where nothing may be called any more. */
  readonly beforeCall: () => Promise<void>;
}

function optionalText(value: unknown): string | undefined {
  return typeof value === "string" && value !== "" ? value : undefined;
}

/** A text that people are shown. */
function shownText(value: unknown): string | undefined {
  const text = optionalText(value);
  return text === undefined ? undefined : printable(text);
}

function idText(value: unknown): string {
  return typeof value === "number" || typeof value === "string" ? String(value) : "";
}

function fileRow(row: Fields): FileRow {
  const folderPath = shownText(row.AbsoluteFolderPath);
  const folderId = optionalText(row.FileFolderId);
  const owner = shownText(row.Owner);
  return {
    fileId: idText(row.FileId),
    fileName: shownText(row.FileName) ?? "",
    ...(folderPath && { folderPath }),
    ...(folderId && { folderId }),
    ...(owner && { owner }),
    ...(typeof row.FileType === "number" && { fileType: row.FileType }),
  };
}

/** Every task of this provider is a real-time one; the batch type has other calls. */
const REAL_TIME = "DI_REALTIME";

function generationParameters(request: GenerateRequest): Record<string, string> {
  return {
    ProjectId: request.projectId,
    TaskType: REAL_TIME,
    TaskParam: request.taskParam,
    ClientToken: request.clientToken,
  };
}

function paramText(param: TaskParam): Record<string, string> {
  return Object.keys(param).length === 0 ? {} : { TaskParam: JSON.stringify(param) };
}

/** One typed method per operation; every call passes guard, limiter, success decision and retry, in this order. */
export function createDataWorksApi(connection: Connection): DataWorksApi {
  const { transport, limiter, policy, clock, random, beforeCall } = connection;

  async function attempt(action: Action, parameters: Record<string, string>): Promise<Fields> {
    const turn = await limiter.turn(policy.deadlineMs);
    if (turn === undefined) {
      throw new TransportError(action, NO_TURN);
    }
    await beforeCall();
    const leftMs = policy.deadlineMs - clock.nowMs();
    const limitMs = Math.max(SHORTEST_CALL_TIMEOUT_MS, Math.min(CALL_TIMEOUT_MS, leftMs));
    const timeoutMs = Math.ceil(limitMs); // Node's timers of signals take integers only
    try {
      const answer = await transport({ action, parameters, timeoutMs });
      const content = requireSuccess(action, OPERATIONS[action], answer, parameters);
      turn.passed();
      return content;
    } catch (error) {
      if (isThrottled(error)) {
        turn.throttled(pauseAskedMs(error));
      }
      throw error instanceof ApiError && isQuotaUsedUp(error)
        ? new ApiError({ ...error.details, callsSoFar: limiter.calls })
        : error;
    }
  }

  const call = (action: Action, parameters: Record<string, string>): Promise<Fields> =>
    withRetry(() => attempt(action, parameters), OPERATIONS[action].repeat, policy, clock, random);

  const onTask = ({ projectId, fileId }: TaskRef) => ({
    ProjectId: projectId,
    TaskType: REAL_TIME,
    FileId: fileId,
  });

  return {
    async createDISyncTask({ projectId, taskName, taskContent, taskParam, clientToken }) {
      const content = await call("CreateDISyncTask", {
        ProjectId: projectId,
        TaskType: REAL_TIME,
        TaskName: taskName,
        TaskContent: taskContent,
        ...paramText(taskParam),
        ClientToken: clientToken,
      });
      return { fileId: idText(content.FileId) };
    },
    async updateDISyncTask({ taskContent, taskParam, ...task }) {
      await call("UpdateDISyncTask", {
        ...onTask(task),
        TaskContent: taskContent,
        ...paramText(taskParam),
      });
    },
    async getDISyncTask(task) {
      const content = await call("GetDISyncTask", onTask(task));
      return {
        code: optionalText(content.Code) ?? "", // of the task itself: never changed
        alarmList: Array.isArray(content.AlarmList) ? content.AlarmList : [],
      };
    },
    async deleteDISyncTask(task) {
      await call("DeleteDISyncTask", onTask(task));
    },
    async deployDISyncTask(task) {
      await call("DeployDISyncTask", onTask(task));
    },
    async startDISyncInstance({ startParam, ...task }) {
      await call("StartDISyncInstance", {
        ...onTask(task),
        ...(startParam && { StartParam: startParam }),
      });
    },
    async stopDISyncInstance(task) {
      await call("StopDISyncInstance", onTask(task));
    },
    async terminateDISyncInstance(task) {
      await call("TerminateDISyncInstance", onTask(task));
    },
    async getDISyncInstanceInfo(task) {
      const content = await call("GetDISyncInstanceInfo", onTask(task));
      const status = shownText(content.Status);
      const name = shownText(content.Name);
      const message = shownText(content.Message);
      return { ...(status && { status }), ...(name && { name }), ...(message && { message }) };
    },
    async generateDISyncTaskConfigForCreating(request) {
      const content = await call(
        "GenerateDISyncTaskConfigForCreating",
        generationParameters(request),
      );
      return { processId: idText(content.ProcessId) };
    },
    async generateDISyncTaskConfigForUpdating({ fileId, ...request }) {
      const content = await call("GenerateDISyncTaskConfigForUpdating", {
        ...generationParameters(request),
        TaskId: fileId,
      });
      return { processId: idText(content.ProcessId) };
    },
    async queryDISyncTaskConfigProcessResult({ projectId, processId }) {
      try {
        const content = await call("QueryDISyncTaskConfigProcessResult", {
          ProjectId: projectId,
          TaskType: REAL_TIME,
          AsyncProcessId: processId,
        });
        const taskContent = optionalText(content.TaskContent);
        return taskContent === undefined ? {} : { taskContent };
      } catch (error) {
        // There is no word for "not ready": a refusal may mean it, and so may a word that nobody knows.
        if (isBusinessRefusal(error) || isInvalidTask(error)) {
          return { message: error.details.serviceMessage || error.message };
        }
        throw error;
      }
    },
    async listRefDISyncTasks({ projectId, datasourceName, refType, page }) {
      const content = await call("ListRefDISyncTasks", {
        ProjectId: projectId,
        DatasourceName: datasourceName,
        TaskType: REAL_TIME,
        RefType: refType,
        PageNumber: String(page),
        PageSize: String(PAGE_SIZE),
      });
      const nodes = Array.isArray(content.DISyncTasks) ? content.DISyncTasks : [];
      return nodes.filter(isObject).map((node) => ({
        nodeId: idText(node.NodeId),
        nodeName: shownText(node.NodeName) ?? "",
      }));
    },
    async getFolder({ projectId, folderPath }) {
      const content = await call("GetFolder", { ProjectId: projectId, FolderPath: folderPath });
      return { folderId: idText(content.FolderId) };
    },
    async listFiles(request) {
      const content = await call("ListFiles", {
        ProjectId: request.projectId,
        PageSize: String(PAGE_SIZE),
        PageNumber: String(request.page ?? 1),
        NeedAbsoluteFolderPath: "true",
        ...(request.fileIdIn && { FileIdIn: request.fileIdIn }),
        ...(request.exactFileName && { ExactFileName: request.exactFileName }),
        ...(request.fileTypes && { FileTypes: request.fileTypes }),
        ...(request.keyword && { Keyword: request.keyword }),
        ...(request.owner && { Owner: request.owner }),
        ...(request.nodeId && { NodeId: request.nodeId }),
        ...(request.folderPath && { FileFolderPath: request.folderPath }),
      });
      const files = Array.isArray(content.Files) ? (content.Files as Fields[]).map(fileRow) : [];
      return { files, totalCount: Number(content.TotalCount) };
    },
    async getFile({ projectId, fileId }) {
      const content = await call("GetFile", { ProjectId: projectId, FileId: fileId });
      const deletedStatus = shownText((content.File as Fields).DeletedStatus);
      return deletedStatus === undefined ? {} : { deletedStatus };
    },
  };
}
