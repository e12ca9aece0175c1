import { idString, optionalString, printableString } from "../answer-fields";
import type { Operation } from "../operation";
import { PAGE_SIZE } from "../page-size";
import { isId, isObject, problemWith, type Fields, type FindMissing } from "../whole-answer";

export interface ListFilesRequest {
  readonly projectId: string;
  readonly fileIdIn?: string;
  readonly exactFileName?: string;
  readonly fileTypes?: string;
  readonly keyword?: string;
  readonly owner?: string;
  readonly nodeId?: string;
  readonly folderPath?: string;
  /** From 1; a page has {@link PAGE_SIZE} files. */
  readonly page?: number;
}

export interface FileRow {
  readonly fileId: string;
  readonly fileName: string;
  /** Only where the call requested it. */
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

/** A page of files: the list may be omitted only where there are no files at all. */
const requiresFileList: FindMissing = ({ TotalCount: total, Files: files }, parameters) => {
  if (typeof total !== "number" || !Number.isSafeInteger(total) || total < 0) {
    return problemWith("Data.TotalCount", total, "a count");
  }
  if (files === undefined || files === null) {
    return total === 0 ? undefined : "Data.Files is missing";
  }
  if (!Array.isArray(files)) {
    return "Data.Files is not a list";
  }
  const before = (Number(parameters.PageNumber) - 1) * Number(parameters.PageSize);
  if (files.length === 0 && total > before) {
    return `Data.Files is empty, although Data.TotalCount is ${total}`;
  }
  const index = files.findIndex((row: unknown) => !isObject(row) || !isId(row.FileId));
  return index < 0 ? undefined : `Data.Files[${index}].FileId is missing`;
};

function fileRow(row: Fields): FileRow {
  const folderPath = printableString(row.AbsoluteFolderPath);
  const folderId = optionalString(row.FileFolderId);
  const owner = printableString(row.Owner);
  return {
    fileId: idString(row.FileId),
    fileName: printableString(row.FileName) ?? "",
    ...(folderPath && { folderPath }),
    ...(folderId && { folderId }),
    ...(owner && { owner }),
    ...(typeof row.FileType === "number" && { fileType: row.FileType }),
  };
}

export const listFiles: Operation<ListFilesRequest, FileList> = {
  action: "ListFiles",
  repeat: "idempotent",
  status: "none",
  needs: requiresFileList,
  parameters: (request) => ({
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
  }),
  result: ({ Files, TotalCount }) => ({
    files: Array.isArray(Files) ? (Files as Fields[]).map(fileRow) : [],
    totalCount: Number(TotalCount),
  }),
};
