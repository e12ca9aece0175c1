import assert from "node:assert/strict";
import { cpSync, mkdtempSync, realpathSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { mutate } from "../mutants/mutant";
import { REDACTIONS } from "../mutants/redactions.cases";
import { secretsIn } from "./canaries.cases";
import { faultsOf } from "./faults.cases";
import { CHECKOUT, CONTEXT, hostFrom } from "./hosts";
import { OPERATIONS, runUnder } from "./operations";
import { SITUATIONS } from "./situations.cases";

/** The secrets that are told in the shortest run that meets every redaction. */
async function leaksOf(folder: string): Promise<readonly string[]> {
  const create = OPERATIONS.find(({ name }) => name === "create");
  assert.ok(create);
  const rules = faultsOf("*").filter(({ kind }) => kind === "refuse" || kind === "gateway");
  // A create that ends well tells what is stored.
  const output = [...(await runUnder([...rules, undefined], create, folder))];
  for (const { tell } of SITUATIONS) {
    output.push(...(await tell(hostFrom(folder))));
  }
  return secretsIn(output);
}

describe("a provider without one of its redactions", () => {
  let folder = "";
  beforeEach(() => {
    folder = mkdtempSync(join(realpathSync(tmpdir()), "pulumi-dataworks-mutant-"));
    cpSync(join(CHECKOUT, "provider"), join(folder, "provider"), { recursive: true });
    cpSync(join(CHECKOUT, CONTEXT), join(folder, CONTEXT));
    symlinkSync(join(CHECKOUT, "node_modules"), join(folder, "node_modules"));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it("tells nothing as long as all are there", async () => {
    assert.deepEqual(await leaksOf(folder), []);
  });

  for (const redaction of REDACTIONS) {
    it(`is found out: ${redaction.name}`, async () => {
      mutate(folder, redaction);
      assert.deepEqual(await leaksOf(folder), redaction.tells);
    });
  }
});
