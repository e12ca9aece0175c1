import {
  isJsonList,
  isJsonObject,
  parseJsonObject,
  plainText,
  writeCompactJson,
  type JsonObject,
  type JsonValue,
} from "../json/exact-json";
import type { Quirks } from "../quirks";

/** Where the console's designer draws a step, as in the sample of GetDISyncTask. */
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

/** Given members take precedence over added ones. A value that is not an object is unchanged. */
function withDefaults(given: JsonValue | undefined, added: JsonObject): JsonValue {
  if (given === undefined) {
    return added;
  }
  return isJsonObject(given) ? { ...added, ...given } : given;
}

/**
 * The content with the additional keys of the GetDISyncTask sample,
 * which CreateDISyncTask does not require. Assumed: nothing that was sent is changed.
 */
function normalised(content: JsonObject, resourceGroup: string | null): JsonObject {
  const steps = isJsonList(content["steps"])
    ? content["steps"].map((step) =>
        isJsonObject(step)
          ? withDefaults(step, { displayName: step["name"] ?? null, gui: GUI })
          : step,
      )
    : content["steps"];
  return {
    ...content,
    extend: withDefaults(content["extend"], { mode: "wizard", resourceGroup }),
    nodeDef: withDefaults(content["nodeDef"], {}),
    setting: withDefaults(content["setting"], { errorLimit: {} }),
    ...(steps !== undefined && { steps }),
  };
}

function withoutTypeAndVersion({
  type: _type,
  version: _version,
  ...rest
}: JsonObject): JsonObject {
  return rest;
}

/** Steps named after their type, as in the sample, and the hops accordingly. */
function withRenamedSteps(content: JsonObject): JsonObject {
  const steps = isJsonList(content["steps"]) ? content["steps"].filter(isJsonObject) : [];
  const names = new Map(
    steps.map((step, place) => [step["name"], `${plainText(step["stepType"] ?? "")}_${place}`]),
  );
  const renamed = (name: JsonValue | undefined): JsonValue => names.get(name) ?? name ?? null;
  const order = isJsonObject(content["order"]) ? content["order"] : {};
  const hops = isJsonList(order["hops"]) ? order["hops"].filter(isJsonObject) : [];
  return {
    ...content,
    steps: steps.map((step) => ({ ...step, name: renamed(step["name"]) })),
    order: {
      ...order,
      hops: hops.map(({ from, to }) => ({ from: renamed(from), to: renamed(to) })),
    },
  };
}

/** Content as GetDISyncTask returns it. */
export function returnedContent(
  text: string,
  resourceGroup: string | null,
  { normalise, droppedContentKeys, renamedSteps }: Quirks,
): string {
  const content = parseJsonObject(text);
  if (content === undefined || !(normalise || droppedContentKeys || renamedSteps)) {
    return text; // as it was sent, or set outside the API
  }
  const whole = normalise ? normalised(content, resourceGroup) : content;
  const kept = droppedContentKeys ? withoutTypeAndVersion(whole) : whole;
  const named = renamedSteps ? withRenamedSteps(kept) : kept;
  return writeCompactJson(normalise ? withSortedKeys(named) : named);
}
