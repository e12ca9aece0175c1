import type { Problem } from "./check-values";
import { canonicalText } from "./exact-json";
import { holdsUnknown, isUnknown } from "./unknown";

type Fields = Readonly<Record<string, unknown>>;

/** The short script of GenerateDISyncTaskConfigForCreating: reader, writer and tables. */
export type GenerateScript = Fields;

/** The pairs that the service can expand, and the writer of each. */
export const GENERATE_WRITERS = {
  oneclick_to_holo: "holo",
  oneclick_to_odps: "odps",
  oneclick_to_kafka: "kafka",
} as const;

/** Keys of a reader's connection that name tables: the only part that the service changes in place. */
const TABLE_KEYS: ReadonlySet<string> = new Set(["table", "selectedTables"]);

function fieldsOf(value: unknown): Fields {
  return typeof value === "object" && value !== null ? (value as Fields) : {};
}

function stepsOf(script: GenerateScript): readonly Fields[] {
  return Array.isArray(script.steps) ? script.steps.map(fieldsOf) : [];
}

function isReader(step: Fields): boolean {
  return step.category === "reader";
}

function connectionsOf(step: Fields): readonly Fields[] {
  const { connection } = fieldsOf(step.parameter);
  return Array.isArray(connection) ? connection.map(fieldsOf) : [];
}

function hasTables(connection: Fields): boolean {
  return [...TABLE_KEYS].some((key) => {
    const tables = connection[key];
    return isUnknown(tables) || (Array.isArray(tables) && tables.length > 0);
  });
}

/** Checks the shape that the documentation gives; the service checks the rest. */
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
    return { path: "steps", text: `must hold a reader and a writer of stepType "${writer}"` };
  }
  return holdsUnknown(reader) || connectionsOf(reader).some(hasTables)
    ? undefined
    : { path: "steps", text: "must name at least one table in the reader's connection" };
}

function withoutTables(script: GenerateScript): unknown {
  const steps = stepsOf(script).map((step) =>
    isReader(step)
      ? {
          ...step,
          parameter: {
            ...fieldsOf(step.parameter),
            connection: connectionsOf(step).map((connection) =>
              Object.fromEntries(
                Object.entries(connection).filter(([key]) => !TABLE_KEYS.has(key)),
              ),
            ),
          },
        }
      : step,
  );
  return { ...script, steps };
}

/** Whether one script becomes another in a way that the service does not carry out in place. */
export function changesMoreThanTables(
  olds: GenerateScript | undefined,
  news: GenerateScript | undefined,
): boolean {
  return (
    olds !== undefined &&
    news !== undefined &&
    canonicalText(withoutTables(olds)) !== canonicalText(withoutTables(news))
  );
}

/** The part of a script that GenerateDISyncTaskConfigForUpdating takes: the reader and its tables. */
export function tablesScript(script: GenerateScript): GenerateScript {
  return { steps: stepsOf(script).filter(isReader) };
}
