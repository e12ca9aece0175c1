import assert from "node:assert/strict";
import { cpSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { MODEL_MUTANTS } from "./model-mutants.cases";
import { mutate, type Mutant } from "./mutant";
import { REDACTIONS } from "./redactions.cases";

const CHECKOUT = resolve(__dirname, "../..");

describe("a mutant", () => {
  let folder = "";
  beforeEach(() => {
    folder = mkdtempSync(join(realpathSync(tmpdir()), "pulumi-dataworks-mutant-"));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  for (const mutant of [...MODEL_MUTANTS, ...REDACTIONS] as readonly Mutant[]) {
    it(`changes the source as it is now: ${mutant.name}`, () => {
      const files = [mutant, ...(mutant.also ?? [])].map(({ file }) => file);
      for (const file of files) {
        cpSync(join(CHECKOUT, file), join(folder, file));
      }
      mutate(folder, mutant);
      for (const file of files) {
        const text = (base: string) => readFileSync(join(base, file), "utf8");
        assert.notEqual(text(folder), text(CHECKOUT));
      }
    });
  }

  for (const text of ["", "wait(); wait();"]) {
    it(`is refused where its text is not there exactly once: "${text}"`, () => {
      writeFileSync(join(folder, "source.ts"), text);
      const mutant = { name: "impatient", file: "source.ts", find: "wait();", replace: "" };
      assert.throws(() => mutate(folder, mutant), {
        message: `Mutant impatient: source.ts has its text ${text === "" ? 0 : 2} times instead of once:\nwait();`,
      });
    });
  }
});
