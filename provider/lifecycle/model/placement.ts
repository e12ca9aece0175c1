import type { TaskParam } from "../../api/task";
import type { DISyncTaskInputs } from "./inputs";

/** Where the task runs, and how large: what UpdateDISyncTask takes besides the content. */
export function placement({ resourceGroup, cu }: DISyncTaskInputs): TaskParam {
  return {
    ...(resourceGroup !== undefined && { ResourceGroup: resourceGroup }),
    ...(cu !== undefined && { Cu: cu }),
  };
}
