import { printable } from "./printable";

export function optionalString(value: unknown): string | undefined {
  return typeof value === "string" && value !== "" ? value : undefined;
}

/** A string that is safe to show in a message. */
export function printableString(value: unknown): string | undefined {
  const text = optionalString(value);
  return text === undefined ? undefined : printable(text);
}

export function idString(value: unknown): string {
  return typeof value === "number" || typeof value === "string" ? String(value) : "";
}
