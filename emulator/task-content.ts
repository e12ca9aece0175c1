import {
  isJsonList,
  isJsonObject,
  parseExactJson,
  writeCompactJson,
  type JsonObject,
  type JsonValue,
} from "./exact-json";

/** The text as an object, or nothing if it is not one. */
export function parseJsonObject(text: string): JsonObject | undefined {
  try {
    const value = parseExactJson(text);
    return isJsonObject(value) ? value : undefined;
  } catch (cause) {
    if (cause instanceof SyntaxError) {
      return undefined;
    }
    throw cause;
  }
}

/** Where the designer of the console draws a step, as in the sample of the GetDISyncTask page. */
const GUI = { x: 100, y: 100 };

function withSortedKeys(value: JsonValue): JsonValue {
  if (isJsonList(value)) {
    return value.map(withSortedKeys);
  }
  if (!isJsonObject(value)) {
    return value;
  }
  const sorted = Object.create(null) as Record<string, JsonValue>;
  for (const name of Object.keys(value).sort()) {
    sorted[name] = withSortedKeys(value[name] ?? null);
  }
  return sorted;
}

/** What was given wins over what is added. A member that is no object is left as it is. */
function filled(given: JsonValue | undefined, added: JsonObject): JsonValue {
  if (given === undefined) {
    return added;
  }
  return isJsonObject(given) ? { ...added, ...given } : given;
}

/**
 * Content as GetDISyncTask returns it: keys sorted, and the keys of the page's sample that
 * CreateDISyncTask does not ask for added. Assumed: nothing that was sent is changed.
 */
export function normaliseContent(text: string, resourceGroup: string | null): string {
  const content = parseJsonObject(text);
  if (content === undefined) {
    return text; // somebody has put it there behind the API's back
  }
  const steps = isJsonList(content["steps"])
    ? content["steps"].map((step) =>
        isJsonObject(step) ? filled(step, { displayName: step["name"] ?? null, gui: GUI }) : step,
      )
    : content["steps"];
  const whole: JsonObject = {
    ...content,
    extend: filled(content["extend"], { mode: "wizard", resourceGroup }),
    nodeDef: filled(content["nodeDef"], {}),
    setting: filled(content["setting"], { errorLimit: {} }),
    ...(steps !== undefined && { steps }),
  };
  return writeCompactJson(withSortedKeys(whole));
}
