export type Fields = Readonly<Record<string, unknown>>;

/**
 * Describes the field that a successful answer lacks; `undefined` where it is complete.
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

/** Describes an invalid field. */
export function problemWith(path: string, value: unknown, expected: string): string {
  return value === undefined || value === null || value === ""
    ? `${path} is missing`
    : `${path} is not ${expected}`;
}

/** Whether a value is a positive integer, as a number or as its digits. */
export function isId(value: unknown): boolean {
  return /^[1-9]\d*$/.test(
    typeof value === "number" || typeof value === "string" ? String(value) : "",
  );
}

export const requiresId =
  (name: string): FindMissing =>
  ({ [name]: value }) =>
    isId(value) ? undefined : problemWith(`Data.${name}`, value, "an id");

/** Requires a string, which may be empty. */
export const requiresString =
  (name: string): FindMissing =>
  ({ [name]: value }) =>
    typeof value === "string" ? undefined : problemWith(`Data.${name}`, value, "a string");
