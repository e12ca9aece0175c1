import { printable } from "./printable";

export function optionalText(value: unknown): string | undefined {
  return typeof value === "string" && value !== "" ? value : undefined;
}

/** A string that is safe to show in a message. */
export function shownText(value: unknown): string | undefined {
  const text = optionalText(value);
  return text === undefined ? undefined : printable(text);
}

export function idText(value: unknown): string {
  return typeof value === "number" || typeof value === "string" ? String(value) : "";
}
