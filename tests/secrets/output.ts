import { inspect } from "node:util";

/** What the engine encrypts where the program gave a secret: it knows these by their names. */
const MARKED_BY_NAME = new Set(["taskContent", "generate", "startParam"]);

const SECRET_MARK = "4dabf18193072939515e22adb298388d";

/** The values of an answer that the engine would store as they are. */
function storedPlainly(properties: object): object {
  return Object.fromEntries(
    Object.entries(properties).filter(
      ([name, value]) =>
        !MARKED_BY_NAME.has(name) &&
        !(typeof value === "object" && value !== null && SECRET_MARK in value),
    ),
  );
}

function whole(value: unknown): string {
  const limits = { depth: null, showHidden: true, maxStringLength: null, maxArrayLength: null };
  return `${inspect(value, limits)}\n${String(value)}`;
}

/** Everything of a failure that the host or the engine could print. */
function errorText(error: unknown): string {
  const { properties, ...rest } = error as { properties?: object };
  const shown = Object.assign(new Error((error as Error).message), rest);
  shown.stack = (error as Error).stack ?? "";
  return [
    String(error),
    (error as Error).stack,
    whole((error as Error).cause),
    whole(shown),
    whole(storedPlainly(properties ?? {})),
  ].join("\n");
}

/** Where an answer of the host keeps properties that the engine stores. */
function answerText(answer: unknown): string {
  const { outs, props, inputs, ...rest } = (answer ?? {}) as Record<string, object | undefined>;
  return whole([rest, ...[outs, props, inputs].map((one) => storedPlainly(one ?? {}))]);
}

/** All that operations print, answer or fail with, as one text. Several may run at a time. */
export async function outputOf(operations: readonly (() => Promise<unknown>)[]): Promise<string[]> {
  const printed: string[] = [];
  const streams = [process.stdout, process.stderr] as const;
  const writes = streams.map(({ write }) => write);
  for (const stream of streams) {
    stream.write = ((text: string | Uint8Array) => {
      printed.push(String(text));
      return true;
    }) as typeof stream.write;
  }
  const { log, error: logError, warn } = console;
  const keep = (...words: unknown[]) => void printed.push(words.map(String).join(" "));
  Object.assign(console, { log: keep, error: keep, warn: keep });
  try {
    const texts = await Promise.all(
      operations.map((operation) => operation().then(answerText, errorText)),
    );
    return [...texts, ...printed];
  } finally {
    Object.assign(console, { log, error: logError, warn });
    streams.forEach((stream, index) => {
      stream.write = writes[index] as typeof stream.write;
    });
  }
}
