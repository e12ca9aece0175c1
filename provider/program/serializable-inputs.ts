import * as pulumi from "@pulumi/pulumi";
import { childPath, TOO_DEEP, whyNoJsonNumber } from "../lifecycle/checks/json";
import { checkCustomTimeouts } from "../lifecycle/checks/values";
import { MAX_DEPTH } from "../lifecycle/model/exact-json";

type Fields = Readonly<Record<string, unknown>>;

/** Names that the SDK keeps for itself: an input of such a name would be dropped without a word. */
const RESERVED_NAME = /^(?:id|urn|__.*)$/s;

/** The UTF-8 of the engine's wire has no half of a surrogate pair: it would be dropped. */
const LONE_SURROGATE = /\p{Surrogate}/u;

/** What arrives as it is, by the tag that JavaScript gives it; dates, maps, buffers and their like arrive without their value. */
const PLAIN_TAGS: ReadonlySet<string> = new Set(["Object", "Array", "Null", "Undefined"]);

/** Why a value would not arrive as it is. */
function whyUnsendable(value: unknown): string | undefined {
  switch (typeof value) {
    case "boolean":
      return undefined;
    case "function":
    case "symbol":
      return `is a ${typeof value}, which cannot be sent`;
    case "bigint":
      return "is a bigint, which cannot be sent; write it as a string";
    case "number":
      return whyNoJsonNumber(value);
    case "string":
      return LONE_SURROGATE.test(value) ? "contains half of a surrogate pair" : undefined;
    default: {
      const tag = Object.prototype.toString.call(value).slice("[object ".length, -1);
      return PLAIN_TAGS.has(tag) ? undefined : `is a ${tag}, not a plain object or a list`;
    }
  }
}

/** @param resource name of the resource in the program. */
function refuse(resource: string, path: string, text: string): never {
  // Such an error ends the program with this one line, without a stack.
  throw new pulumi.RunError(`DISyncTask "${resource}": ${path}: ${text}`);
}

/** Stands for the whole input where a path would be too long to read. */
function inputOf(path: string): string {
  return path.split(/[.[]/, 1)[0] ?? path;
}

/** A copy of a value in which what comes later (outputs and promises) is looked at as soon as it comes. */
function sendable(
  resource: string,
  value: unknown,
  path: string,
  above: readonly object[],
): unknown {
  if (value instanceof Promise) {
    // Before the SDK sees it: that would follow a cycle for ever.
    return pulumi.output(value.then((known: unknown) => sendable(resource, known, path, above)));
  }
  if (pulumi.Output.isInstance<unknown>(value)) {
    return value.apply((known) => sendable(resource, known, path, above));
  }
  const reason = whyUnsendable(value);
  if (reason !== undefined) {
    refuse(resource, path, reason);
  }
  if (typeof value !== "object" || value === null || pulumi.Resource.isInstance(value)) {
    return value;
  }
  if (above.includes(value)) {
    refuse(resource, path, "refers to itself");
  }
  if (above.length >= MAX_DEPTH) {
    refuse(resource, inputOf(path), TOO_DEEP);
  }
  const inside = [...above, value];
  if (Array.isArray(value)) {
    return value.map((child, index) => sendable(resource, child, childPath(path, index), inside));
  }
  return Object.fromEntries(
    Object.entries(value).map(([key, child]) => {
      if (LONE_SURROGATE.test(key)) {
        refuse(resource, path, "has a key that contains half of a surrogate pair");
      }
      const at = childPath(path, key);
      if (key === "__proto__") {
        refuse(resource, at, "is a key that cannot be sent");
      }
      return [key, sendable(resource, child, at, inside)];
    }),
  );
}

/**
 * The inputs of a task as the SDK can send them. It drops or changes many values without a word, and dies on others; none of them gets
 * so far.
 *
 * @param options the resource options that travel as inputs.
 * @throws pulumi.RunError that names the input and its path.
 */
export function sendableInputs(resource: string, args: object, options: Fields): Fields {
  if (typeof args !== "object" || Array.isArray(args)) {
    refuse(resource, "args", "must be an object with the inputs of the task");
  }
  const given: Fields = { ...args, ...options };
  const reserved = Object.keys(given).find((name) => RESERVED_NAME.test(name));
  if (reserved !== undefined) {
    refuse(resource, reserved.slice(0, 100), "is not an input of DISyncTask");
  }
  // The engine parses these before it asks for a check, and names no property.
  const timeouts =
    given.customTimeouts === undefined ? undefined : checkCustomTimeouts(given.customTimeouts);
  if (timeouts !== undefined) {
    const path = timeouts.path === undefined ? "" : `.${timeouts.path}`;
    refuse(resource, `customTimeouts${path}`, timeouts.text);
  }
  return Object.fromEntries(
    Object.entries(given).map(([name, value]) => [name, sendable(resource, value, name, [])]),
  );
}
