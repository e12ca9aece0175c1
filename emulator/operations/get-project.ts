import type { FileOperation } from "../protocol/operation";
import { PROJECT_ID } from "../protocol/parameters";

/** API reference: 2 is a workspace in basic mode, 3 in standard mode, with separate development and production. */
const STANDARD_MODE = 3;

export const getProject = {
  action: "GetProject",
  documentation:
    "https://www.alibabacloud.com/help/en/dataworks/developer-reference/api-dataworks-public-2020-05-18-getproject",
  writes: false,
  family: "file",
  parameters: [PROJECT_ID],
  refusedFields: { Data: null },
  run({ workspace }) {
    return {
      Data: {
        DefaultDiResourceGroupIdentifier: workspace.resourceGroups.defaultIdentifier,
        ProjectMode: STANDARD_MODE,
      },
    };
  },
} as const satisfies FileOperation;
