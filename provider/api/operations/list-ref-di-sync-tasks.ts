import { idString, printableString } from "../answer-fields";
import type { Operation } from "../operation";
import { PAGE_SIZE } from "../page-size";
import { REAL_TIME } from "../task";
import { isObject } from "../whole-answer";

export interface ListRefDISyncTasksRequest {
  readonly projectId: string;
  readonly datasourceName: string;
  readonly refType: "from" | "to";
  /** From 1; a page has {@link PAGE_SIZE} nodes. */
  readonly page: number;
}

/** A node as the service lists it: node ids are not file ids. */
export interface RefNode {
  readonly nodeId: string;
  readonly nodeName: string;
}

export const listRefDISyncTasks: Operation<ListRefDISyncTasksRequest, readonly RefNode[]> = {
  action: "ListRefDISyncTasks",
  repeat: "idempotent",
  status: "none",
  parameters: ({ projectId, datasourceName, refType, page }) => ({
    ProjectId: projectId,
    DatasourceName: datasourceName,
    TaskType: REAL_TIME,
    RefType: refType,
    PageNumber: String(page),
    PageSize: String(PAGE_SIZE),
  }),
  result: ({ DISyncTasks }) => {
    const nodes = Array.isArray(DISyncTasks) ? DISyncTasks : [];
    return nodes.filter(isObject).map((node) => ({
      nodeId: idString(node.NodeId),
      nodeName: printableString(node.NodeName) ?? "",
    }));
  },
};
