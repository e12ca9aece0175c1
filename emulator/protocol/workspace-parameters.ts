import { PROJECT_ID, type ParameterRow } from "./parameters";

/** How the file calls name the workspace: by either of two parameters. */
export const WORKSPACE_PARAMETERS = [
  { ...PROJECT_ID, required: "ProjectIdentifier" },
  { name: "ProjectIdentifier", type: "String" },
] as const satisfies readonly ParameterRow[];
