import {
  connectionsOf,
  fieldsOf,
  GENERATE_WRITERS,
  isReader,
  stepsOf,
  TABLE_KEYS,
  type Fields,
} from "../model/generate-script";
import { containsUnknown, isUnknown } from "../model/unknown";
import type { Problem } from "./values";

function hasTables(connection: Fields): boolean {
  return [...TABLE_KEYS].some((key) => {
    const tables = connection[key];
    return isUnknown(tables) || (Array.isArray(tables) && tables.length > 0);
  });
}

/** Checks the documented structure; the service checks the rest. */
export function checkGenerate(value: unknown): Problem {
  const script = fieldsOf(value);
  if (Array.isArray(value) || Object.keys(script).length === 0) {
    return {
      text: "must be an object; mysqlToHologres, mysqlToMaxCompute and mysqlToKafka make one",
    };
  }
  if (isUnknown(script.setting) || isUnknown(script.steps)) {
    return undefined;
  }
  const setting = fieldsOf(script.setting);
  const { taskType } = setting;
  if (isUnknown(taskType)) {
    return undefined;
  }
  if (typeof taskType !== "string" || !Object.hasOwn(GENERATE_WRITERS, taskType)) {
    const known = Object.keys(GENERATE_WRITERS).join(", ");
    return { path: "setting.taskType", text: `must be one of ${known}` };
  }
  const writer = GENERATE_WRITERS[taskType as keyof typeof GENERATE_WRITERS];
  const steps = stepsOf(script);
  const reader = steps.find(isReader);
  if (reader === undefined || !steps.some(({ stepType }) => stepType === writer)) {
    return { path: "steps", text: `must contain a reader and a writer of stepType "${writer}"` };
  }
  return containsUnknown(reader) || connectionsOf(reader).some(hasTables)
    ? undefined
    : { path: "steps", text: "must name at least one table in the reader's connection" };
}
