import {
  canonicalText,
  ExactNumber,
  canonicalNumber,
  parseExact,
  stringifyExact,
} from "./exact-json";

/** A task content as the user gave it: an object or a JSON string. */
export type TaskContent = string | Readonly<Record<string, unknown>>;

/** Keys that the service writes for its own use, at any depth: never drift, even where the program set them. */
const SERVER_OWNED_KEYS: ReadonlySet<string> = new Set(["gui", "nodeDef", "displayName", "extend"]);

/** Assumed: the service may omit these, as in the API reference's sample of GetDISyncTask. Then there is nothing to compare. */
const MAY_BE_OMITTED: ReadonlySet<string> = new Set(["type", "version"]);

/** The string to send to the service; the user's own string is sent as it is. */
export function contentText(content: TaskContent): string {
  return typeof content === "string" ? content : JSON.stringify(content);
}

function parsed(content: TaskContent): unknown {
  return typeof content === "string" ? parseExact(content) : content;
}

/** Whether two contents are equivalent, whatever their form, key order or number format. */
export function isSameContent(a: TaskContent, b: TaskContent): boolean {
  return canonicalText(parsed(a)) === canonicalText(parsed(b));
}

/** The same string for all forms of the same content, for digests. */
export function canonicalContent(content: TaskContent): string {
  return canonicalText(parsed(content));
}

type JsonObject = Readonly<Record<string, unknown>>;

function isObject(value: unknown): value is JsonObject {
  return (
    typeof value === "object" &&
    value !== null &&
    !Array.isArray(value) &&
    !(value instanceof ExactNumber)
  );
}

/** A content without the keys that are never drift. */
export function withoutServerOwnedKeys(content: unknown): unknown {
  if (Array.isArray(content)) {
    return content.map(withoutServerOwnedKeys);
  }
  return isObject(content)
    ? Object.fromEntries(
        Object.entries(content)
          .filter(([key]) => !SERVER_OWNED_KEYS.has(key))
          .map(([key, child]) => [key, withoutServerOwnedKeys(child)]),
      )
    : content;
}

export interface Drift {
  /** What we sent, with the server's values where they differ. */
  readonly content: TaskContent;
  /** Paths that differ, for messages: `steps[0].parameter.batchSize`. */
  readonly paths: readonly string[];
}

/** Assumed: the service may return a secret as asterisks. It cannot be compared then, and writing it back would destroy the secret. */
const MASK = /^\*{3,}$/;

function isMasked(sent: unknown, server: unknown): boolean {
  return typeof sent === "string" && typeof server === "string" && MASK.test(server);
}

/** Overlays what was sent with the server's values; what only the server has is omitted. */
function overlay(sent: unknown, server: unknown, path: string, drifted: string[]): unknown {
  if (isObject(sent) && isObject(server)) {
    return Object.fromEntries(
      Object.entries(sent).flatMap(([key, child]) => {
        const childPath = path === "" ? key : `${path}.${key}`;
        const isOmitted = !Object.hasOwn(server, key);
        // A path without a dot is at the top level.
        if (SERVER_OWNED_KEYS.has(key) || (isOmitted && MAY_BE_OMITTED.has(childPath))) {
          return [[key, child]];
        }
        if (isOmitted) {
          drifted.push(childPath);
          return [];
        }
        return [[key, overlay(child, server[key], childPath, drifted)]];
      }),
    );
  }
  if (Array.isArray(sent) && Array.isArray(server)) {
    if (sent.length !== server.length) {
      drifted.push(path);
    }
    return server.map((child, index) =>
      index < sent.length ? overlay(sent[index], child, `${path}[${index}]`, drifted) : child,
    );
  }
  if (isMasked(sent, server) || canonicalText(sent) === canonicalText(server)) {
    return sent;
  }
  drifted.push(path);
  return server;
}

/** A number that a double cannot represent becomes a string of its digits: visible as drift, and never rounded. */
function toPlain(value: unknown): unknown {
  if (value instanceof ExactNumber) {
    const double = Number(value.text);
    return canonicalNumber(double) === canonicalNumber(value) ? double : value.text;
  }
  if (Array.isArray(value)) {
    return value.map(toPlain);
  }
  return isObject(value)
    ? Object.fromEntries(Object.entries(value).map(([key, child]) => [key, toPlain(child)]))
    : value;
}

/** @throws Error that names the call and repeats nothing of the content, where it is missing or not JSON. */
export function parseServerContent(text: string): unknown {
  if (text === "") {
    throw new Error("GetDISyncTask returned no Code for it, so its content cannot be compared");
  }
  try {
    return parseExact(text);
  } catch (error) {
    throw error instanceof SyntaxError
      ? new Error(
          "GetDISyncTask returned a Code that is not JSON, so its content cannot be compared",
        )
      : error;
  }
}

/**
 * Compares what was sent with what the service stores, one way: a path that we wrote and that differs or is missing is drift,
 * and so is a list of another length. The result has the form of what was sent, and is identical to it where nothing drifted.
 */
export function findDrift(sent: TaskContent, serverText: string): Drift {
  const paths: string[] = [];
  const merged = overlay(parsed(sent), parseServerContent(serverText), "", paths);
  if (paths.length === 0) {
    return { content: sent, paths };
  }
  return {
    content: typeof sent === "string" ? stringifyExact(merged) : (toPlain(merged) as JsonObject),
    paths,
  };
}

/** The service's content as an object; as a string where an object would round a number. */
export function contentFromServer(text: string): TaskContent {
  const exact = parseServerContent(text);
  const plain = toPlain(exact);
  return isObject(plain) && canonicalText(plain) === canonicalText(exact) ? plain : text;
}
