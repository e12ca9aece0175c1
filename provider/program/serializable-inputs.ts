import * as pulumi from "@pulumi/pulumi";
import { childPath, TOO_DEEP, jsonNumberProblem } from "../lifecycle/checks/json";
import { checkCustomTimeouts } from "../lifecycle/checks/values";
import { MAX_DEPTH } from "../lifecycle/model/exact-json";

type Fields = Readonly<Record<string, unknown>>;

/** Names that the SDK reserves: an input with such a name would be dropped silently. */
const RESERVED_NAME = /^(?:id|urn|__.*)$/s;

/** UTF-8 cannot encode a lone surrogate: it would be dropped on the way to the engine. */
const LONE_SURROGATE = /\p{Surrogate}/u;

/** What arrives unchanged, by its `Object.prototype.toString` tag; dates, maps, buffers and so on arrive without their value. */
const PLAIN_TAGS: ReadonlySet<string> = new Set(["Object", "Array", "Null", "Undefined"]);

/** Why a value would not arrive unchanged. */
function serializationProblem(value: unknown): string | undefined {
  switch (typeof value) {
    case "boolean":
      return undefined;
    case "function":
    case "symbol":
      return `is a ${typeof value}, which cannot be sent`;
    case "bigint":
      return "is a bigint, which cannot be sent; write it as a string";
    case "number":
      return jsonNumberProblem(value);
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
  // A RunError ends the program with this one line, without a stack trace.
  throw new pulumi.RunError(`DISyncTask "${resource}": ${path}: ${text}`);
}

/** The name of the input, where its path would be too long to read. */
function inputOf(path: string): string {
  return path.split(/[.[]/, 1)[0] ?? path;
}

/** A copy of a value in which outputs and promises are checked when they resolve. */
function serializable(
  resource: string,
  value: unknown,
  path: string,
  above: readonly object[],
): unknown {
  if (value instanceof Promise) {
    // Before the SDK sees it, which would follow a cycle for ever.
    return pulumi.output(
      value.then((known: unknown) => serializable(resource, known, path, above)),
    );
  }
  if (pulumi.Output.isInstance<unknown>(value)) {
    return value.apply((known) => serializable(resource, known, path, above));
  }
  const reason = serializationProblem(value);
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
    return value.map((child, index) =>
      serializable(resource, child, childPath(path, index), inside),
    );
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
      return [key, serializable(resource, child, at, inside)];
    }),
  );
}

/**
 * The inputs of a task as the SDK can send them. It silently drops or changes many values and crashes on others; all of those are
 * refused here.
 *
 * @param options the resource options that are sent as inputs.
 * @throws pulumi.RunError with the input and its path.
 */
export function serializableInputs(resource: string, args: object, options: Fields): Fields {
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
    Object.entries(given).map(([name, value]) => [name, serializable(resource, value, name, [])]),
  );
}
