import { canonicalText } from "./exact-json";

export type Fields = Readonly<Record<string, unknown>>;

/** The short script of GenerateDISyncTaskConfigForCreating: reader, writer and tables. */
export type GenerateScript = Fields;

/** The task types that the service can expand, and the writer of each. */
export const GENERATE_WRITERS = {
  oneclick_to_holo: "holo",
  oneclick_to_odps: "odps",
  oneclick_to_kafka: "kafka",
} as const;

/** Keys of a reader's connection that name tables: the only part that the service changes in place. */
export const TABLE_KEYS: ReadonlySet<string> = new Set(["table", "selectedTables"]);

export function fieldsOf(value: unknown): Fields {
  return typeof value === "object" && value !== null ? (value as Fields) : {};
}

export function stepsOf(script: GenerateScript): readonly Fields[] {
  return Array.isArray(script.steps) ? script.steps.map(fieldsOf) : [];
}

export function isReader(step: Fields): boolean {
  return step.category === "reader";
}

export function connectionsOf(step: Fields): readonly Fields[] {
  const { connection } = fieldsOf(step.parameter);
  return Array.isArray(connection) ? connection.map(fieldsOf) : [];
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

/** Whether the change between two scripts is one that the service cannot make in place. */
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
