export type Fields = Readonly<Record<string, unknown>>;

/**
 * Says which field a successful answer lacks; nothing where it is whole.
 *
 * @param parameters what the call sent
 */
export type FindMissing = (
  data: Fields,
  parameters: Readonly<Record<string, string>>,
) => string | undefined;

export function isObject(value: unknown): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** What is wrong with a field that is not as it must be. */
export function problemWith(path: string, value: unknown, expected: string): string {
  return value === undefined || value === null || value === ""
    ? `${path} is missing`
    : `${path} is not ${expected}`;
}

function isLong(value: unknown): boolean {
  return /^[1-9]\d*$/.test(typeof value === "number" ? String(value) : asText(value));
}

function asText(value: unknown): string {
  return typeof value === "string" ? value : "";
}

/** A positive integer, as a number or as its digits. */
export const needsId =
  (name: string): FindMissing =>
  ({ [name]: value }) =>
    isLong(value) ? undefined : problemWith(`Data.${name}`, value, "an id");

/** A string; an empty one is a value of its own. */
export const needsText =
  (name: string): FindMissing =>
  ({ [name]: value }) =>
    typeof value === "string" ? undefined : problemWith(`Data.${name}`, value, "a string");

export const needsFolderId: FindMissing = ({ FolderId: value }) =>
  typeof value === "number" || asText(value) !== ""
    ? undefined
    : problemWith("Data.FolderId", value, "an id");

export const needsFile: FindMissing = ({ File: value }) =>
  isObject(value) ? undefined : problemWith("Data.File", value, "an object");

/** A page of ListFiles: only where there is no file at all, the list may be left out. */
export const needsFileList: FindMissing = ({ TotalCount: total, Files: files }, parameters) => {
  if (typeof total !== "number" || !Number.isSafeInteger(total) || total < 0) {
    return problemWith("Data.TotalCount", total, "a count");
  }
  if (files === undefined || files === null) {
    return total === 0 ? undefined : "Data.Files is missing";
  }
  if (!Array.isArray(files)) {
    return "Data.Files is not a list";
  }
  const before = (Number(parameters.PageNumber) - 1) * Number(parameters.PageSize);
  if (files.length === 0 && total > before) {
    return `Data.Files is empty, although Data.TotalCount is ${total}`;
  }
  const index = files.findIndex((row: unknown) => !isObject(row) || !isLong(row.FileId));
  return index < 0 ? undefined : `Data.Files[${index}].FileId is missing`;
};
