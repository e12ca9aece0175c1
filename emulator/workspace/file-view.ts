import type { JsonObject } from "../json/exact-json";
import type { Quirks } from "../quirks";
import { folderId } from "./folder-path";
import { returnedContent } from "./task-content";
import { FILE_TYPE, OWNER, type WorkspaceFile } from "./workspace-file";

/** Assumed: business flows are numbered; the number only has to differ from flow to flow. */
function businessId(folder: string): bigint {
  const flow = folder.split("/").slice(0, 2).join("/");
  return BigInt(Number.parseInt(folderId(flow).slice(0, 8), 16)) + 1_000_000n;
}

/** UseType as in the API reference of ListFiles, or the one that open-source code of the service has for real-time files. */
export function useTypeOf(file: WorkspaceFile, quirks: Quirks): string {
  return file.fileType === FILE_TYPE.realtime ? quirks.realtimeUseType : "NORMAL";
}

/** The fields that ListFiles and GetFile have in common, in their documented types. */
export function describeFile(file: WorkspaceFile, quirks: Quirks): JsonObject {
  return {
    FileId: file.fileId,
    FileName: file.name,
    FileType: file.fileType,
    FileFolderId: folderId(file.folder),
    FileDescription: file.description,
    CommitStatus: file.commitStatus,
    CurrentVersion: file.currentVersion,
    NodeId: file.nodeId,
    Owner: file.owner,
    BusinessId: businessId(file.folder),
    BizId: businessId(file.folder),
    UseType: useTypeOf(file, quirks),
    CreateUser: OWNER,
    CreateTime: file.createTimeMs,
    LastEditUser: OWNER,
    LastEditTime: file.lastEditTimeMs,
    ConnectionName: null,
    AutoParsing: false,
    IsMaxCompute: file.fileType === FILE_TYPE.sql,
    ParentId: -1,
  };
}

/** The content as it is returned. Assumed: the file calls return the same content of a real-time task as GetDISyncTask. */
export function contentOf(file: WorkspaceFile, quirks: Quirks): string {
  return file.fileType === FILE_TYPE.realtime
    ? returnedContent(file.content, file.resourceGroup, quirks)
    : file.content;
}
