import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import {
  cpSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { secretsIn } from "./canaries";
import { faultsOf } from "./faults";
import { CHECKOUT, hostFrom } from "./hosts";
import { OPERATIONS, runUnder } from "./operations";
import { SITUATIONS } from "./situations";

const mutants = join(CHECKOUT, "tests", "mutants");

/** Each takes one redaction out of provider/; its first line names what is told then. */
const PATCHES = readdirSync(mutants).filter((name) => /^redaction-.*\.patch$/.test(name));

function leaksNamedIn(patch: string): readonly string[] {
  const [first = ""] = readFileSync(join(mutants, patch), "utf8").split("\n", 1);
  return first.replace(/^Tells: /, "").split(", ");
}

/** The secrets that are told in the shortest run that meets every redaction. */
async function leaksOf(folder: string): Promise<readonly string[]> {
  const create = OPERATIONS.find(({ name }) => name === "create");
  assert.ok(create);
  const rules = faultsOf("*").filter(({ kind }) => kind === "refuse" || kind === "gateway");
  // A create that ends well tells what is stored.
  const told = [...(await runUnder([...rules, undefined], create, folder))];
  for (const { tell } of SITUATIONS) {
    told.push(...(await tell(hostFrom(folder))));
  }
  return secretsIn(told);
}

describe("a provider without one of its redactions", () => {
  let folder = "";
  beforeEach(() => {
    folder = mkdtempSync(join(realpathSync(tmpdir()), "pulumi-dataworks-mutant-"));
    cpSync(join(CHECKOUT, "provider"), join(folder, "provider"), { recursive: true });
    symlinkSync(join(CHECKOUT, "node_modules"), join(folder, "node_modules"));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it("tells nothing as long as all are there", async () => {
    assert.deepEqual(await leaksOf(folder), []);
  });

  for (const patch of PATCHES) {
    it(`is found out: ${patch}`, async () => {
      execFileSync("git", ["apply", join(mutants, patch)], { cwd: folder });
      assert.deepEqual(await leaksOf(folder), leaksNamedIn(patch));
    });
  }
});
