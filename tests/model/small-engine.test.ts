import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { replay, type Recording } from "./real-run";

const FOLDER = join(__dirname, "recordings");

/** One in a line, written by `npm run torture -- --record --runs <n>`, never by hand. */
function recordings(): readonly (readonly [string, Recording])[] {
  return readdirSync(FOLDER).flatMap((file) =>
    readFileSync(join(FOLDER, file), "utf8")
      .trim()
      .split("\n")
      .map((line, index) => [`${file} ${index + 1}`, JSON.parse(line) as Recording] as const),
  );
}

/** In a preview only the program itself looks at what it imports, and the small engine runs no program. */
function callsOfTheEngine(trace: Recording["trace"]): Recording["trace"] {
  return trace.map((one) => (one.command.startsWith("preview") ? { ...one, actions: {} } : one));
}

describe("the small engine", () => {
  for (const [file, recording] of recordings()) {
    const { trace } = recording;
    const commands = trace.map(({ command, result }) => `${command} ${result}`).join(", ");
    it(`does what the real one did in ${file}: ${commands}`, async () => {
      assert.deepEqual(callsOfTheEngine(await replay(recording)), callsOfTheEngine(trace));
    });
  }
});
