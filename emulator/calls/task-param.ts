import { parseJsonObject, plainText, type JsonObject } from "../json/exact-json";
import { Refusal } from "../protocol/refusal";
import type { Workspace } from "../workspace/workspace";

/** TaskParam of CreateDISyncTask and UpdateDISyncTask. */
export function parseTaskParam(text: string | undefined): JsonObject {
  const param = text === undefined ? {} : parseJsonObject(text);
  if (param === undefined) {
    throw new Refusal("TaskParam is invalid."); // assumed: the text, after "XXX is invalid." of the Generate pages
  }
  return param;
}

/** Assumed: a content that is no JSON object is refused, in the words of the Generate pages. */
export function checkTaskContent(content: string): void {
  if (parseJsonObject(content) === undefined) {
    throw new Refusal("TaskContent is invalid.");
  }
}

export function resourceGroupOf(
  { ResourceGroup }: JsonObject,
  workspace: Workspace,
): string | undefined {
  if (ResourceGroup === undefined || ResourceGroup === null) {
    return undefined;
  }
  if (typeof ResourceGroup !== "string" || !workspace.resourceGroups.has(ResourceGroup)) {
    // UpdateDISyncTask page, sample. Assumed: CreateDISyncTask says the same.
    throw new Refusal(`ResourceGroup:[${plainText(ResourceGroup)}] is invalid.`);
  }
  return ResourceGroup;
}

/** CreateDISyncTask page: a multiple of 0.5. Assumed: the text of the refusal. */
export function cuOf({ Cu }: JsonObject): number | undefined {
  if (Cu === undefined || Cu === null) {
    return undefined;
  }
  const cu = Number(plainText(Cu));
  if (!(cu > 0) || !Number.isInteger(cu * 2)) {
    throw new Refusal(`Cu:[${plainText(Cu)}] is invalid.`);
  }
  return cu;
}
