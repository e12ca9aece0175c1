import type { JsonObject } from "../json/exact-json";
import type { FileOperation } from "../protocol/operation";
import { DATA_INTEGRATION_GROUPS, type ResourceGroup } from "../workspace/resource-groups";

/** Assumed: mode, specification and key of a group that a user has bought. */
function describeGroup({ id, identifier, isDefault }: ResourceGroup): JsonObject {
  return {
    Id: id,
    Identifier: identifier,
    Name: identifier,
    Mode: "ISOLATE",
    Status: 0, // normal
    IsDefault: isDefault,
    Specs: "",
    BizExtKey: isDefault ? "default" : "single",
  };
}

export const listResourceGroups = {
  action: "ListResourceGroups",
  documentation:
    "https://www.alibabacloud.com/help/en/dataworks/developer-reference/api-dataworks-public-2020-05-18-listresourcegroups",
  writes: false,
  family: "file",
  parameters: [
    { name: "ResourceGroupType", type: "Integer" },
    { name: "BizExtKey", type: "String", values: ["default", "single"] },
    { name: "Keyword", type: "String" },
  ],
  refusedFields: { Data: null },
  run({ parameters, workspace }) {
    const type = parameters.long("ResourceGroupType") ?? DATA_INTEGRATION_GROUPS;
    const keyword = parameters.text("Keyword")?.toLowerCase() ?? "";
    const groups = type === DATA_INTEGRATION_GROUPS ? workspace.resourceGroups.all() : [];
    return {
      Data: groups
        .filter(({ identifier }) => identifier.toLowerCase().includes(keyword))
        .map(describeGroup)
        .filter(({ BizExtKey }) => BizExtKey === (parameters.text("BizExtKey") ?? BizExtKey)),
    };
  },
} as const satisfies FileOperation;
