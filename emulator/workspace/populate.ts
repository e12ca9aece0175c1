import type { WorkspaceConsole } from "./console";
import type { Seed } from "./seed";
import { FIRST_FOLDER, type Workspace } from "./workspace";
import { FILE_TYPE } from "./workspace-file";

const FIRST_RESOURCE_GROUP = "S_res_group_1_1";

/** Adds the initial content to an empty workspace: one resource group, one folder, one SQL file, and the seed. */
export function populate(
  workspace: Workspace,
  console: WorkspaceConsole,
  { folders = [], resourceGroups = [], tasks = [] }: Seed,
): void {
  for (const identifier of [FIRST_RESOURCE_GROUP, ...resourceGroups]) {
    console.addResourceGroup(identifier);
  }
  for (const folder of [FIRST_FOLDER, ...folders]) {
    console.addFolder(folder);
  }
  workspace.createFile({
    fileType: FILE_TYPE.sql,
    name: "daily_report",
    folder: console.addFolder("Business Flow/quickstart/MaxCompute"),
    content: "SELECT 1;",
    resourceGroup: null,
    cu: null,
  });
  for (const task of tasks) {
    console.addTask(task);
  }
}
