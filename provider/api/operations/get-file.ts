import { printableString } from "../answer-fields";
import type { Operation } from "../operation";
import type { TaskRef } from "../task";
import { isObject, problemWith, type Fields, type FindMissing } from "../whole-answer";

export interface FileInfo {
  /** `NORMAL`, `RECYCLE_BIN`, `DELETED` or another value. */
  readonly deletedStatus?: string;
}

const requiresFile: FindMissing = ({ File: value }) =>
  isObject(value) ? undefined : problemWith("Data.File", value, "an object");

export const getFile: Operation<TaskRef, FileInfo> = {
  action: "GetFile",
  repeat: "idempotent",
  status: "none",
  needs: requiresFile,
  parameters: ({ projectId, fileId }) => ({ ProjectId: projectId, FileId: fileId }),
  result: (data) => {
    const deletedStatus = printableString((data.File as Fields).DeletedStatus);
    return deletedStatus === undefined ? {} : { deletedStatus };
  },
};
