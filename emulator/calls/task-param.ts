import { parseJsonObject, plainText, type JsonObject } from "../json/exact-json";
import { Refusal } from "../protocol/refusal";
import type { Workspace } from "../workspace/workspace";

/** TaskParam of CreateDISyncTask and UpdateDISyncTask. */
export function parseTaskParam(text: string | undefined): JsonObject {
  const param = text === undefined ? {} : parseJsonObject(text);
  if (param === undefined) {
    throw new Refusal("TaskParam is invalid."); // assumed: the text, like "XXX is invalid." in the API reference of the Generate calls
  }
  return param;
}

/** Assumed: a content that is not a JSON object is refused, with the text of the Generate calls. */
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
    // API reference of UpdateDISyncTask, sample. Assumed: CreateDISyncTask returns the same.
    throw new Refusal(`ResourceGroup:[${plainText(ResourceGroup)}] is invalid.`);
  }
  return ResourceGroup;
}

/** API reference of CreateDISyncTask: a multiple of 0.5. Assumed: the text of the refusal. */
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
