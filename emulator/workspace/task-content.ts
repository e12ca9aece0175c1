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
 * Content with keys sorted, and the keys of the page's sample that
 * CreateDISyncTask does not ask for added. Assumed: nothing that was sent is changed.
 */
function normalised(content: JsonObject, resourceGroup: string | null): JsonObject {
  const steps = isJsonList(content["steps"])
    ? content["steps"].map((step) =>
        isJsonObject(step) ? filled(step, { displayName: step["name"] ?? null, gui: GUI }) : step,
      )
    : content["steps"];
  return {
    ...content,
    extend: filled(content["extend"], { mode: "wizard", resourceGroup }),
    nodeDef: filled(content["nodeDef"], {}),
    setting: filled(content["setting"], { errorLimit: {} }),
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

/** Steps named after their type, as in the page's sample, and the hops with them. */
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
    return text; // as it was sent, or put there behind the API's back
  }
  const whole = normalise ? normalised(content, resourceGroup) : content;
  const kept = droppedContentKeys ? withoutTypeAndVersion(whole) : whole;
  const named = renamedSteps ? withRenamedSteps(kept) : kept;
  return writeCompactJson(normalise ? withSortedKeys(named) : named);
}
