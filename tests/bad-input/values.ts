import * as fc from "fast-check";
import type { BadProgram, Row } from "./bad-program";

/** Values of JSON without what a property takes. */
export function anyOther(
  ...types: readonly ("text" | "number" | "list" | "object")[]
): fc.Arbitrary<unknown> {
  const all = {
    text: fc.string({ minLength: 1 }),
    number: fc.double({ noNaN: true, noDefaultInfinity: true }),
    list: fc.array(fc.integer(), { maxLength: 3 }),
    object: fc.dictionary(fc.stringMatching(/^[a-z]{1,5}$/), fc.integer(), { maxKeys: 3 }),
  };
  const others = Object.entries(all).filter(([type]) => !types.some((one) => one === type));
  return fc.oneof(fc.boolean(), ...others.map(([, arbitrary]) => arbitrary));
}

/** A row whose values stand under one name and lead to one message. */
export function row(
  property: string,
  kind: string,
  values: fc.Arbitrary<unknown>,
  message: string | RegExp,
): Row {
  return {
    property,
    kind,
    program: values.map((value): BadProgram => ({ args: { [property]: value }, message })),
  };
}

/** The sentence of a property that knows so many words. */
export function oneOf(words: readonly string[]): string {
  const quoted = words.map((word) => `"${word}"`);
  return `must be ${quoted.slice(0, -1).join(", ")} or ${quoted.at(-1)}`;
}
