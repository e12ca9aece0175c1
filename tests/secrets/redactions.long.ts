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
import { join, resolve } from "node:path";
import type { FaultRule } from "../../emulator/index";
import { secretsIn } from "./canaries";
import { faultsOf } from "./faults";
import { inputsOf, OPERATIONS, runUnder, type Provider, type Task } from "./operations";
import { SITUATIONS } from "./situations";

const checkout = resolve(__dirname, "../..");
const mutants = join(checkout, "tests", "mutants");

/** Each takes one redaction out of provider/; its first line names what is told then. */
const PATCHES = readdirSync(mutants).filter((name) => /^redaction-.*\.patch$/.test(name));

function leaksNamedIn(patch: string): readonly string[] {
  const [first = ""] = readFileSync(join(mutants, patch), "utf8").split("\n", 1);
  return first.replace(/^Tells: /, "").split(", ");
}

/** Meets no call of a create. */
const NO_FAULT: FaultRule = { action: "GetFile", kind: "unsuccessful" };

function createInPeace(provider: Provider, task: Task): Promise<unknown> {
  const { customTimeouts: _timeouts, desiredState: _wish, ...inputs } = inputsOf(task);
  return provider.create(inputs);
}

/** The secrets that are told in the shortest run that meets every redaction. */
async function leaksOf(provider: Provider): Promise<readonly string[]> {
  const create = OPERATIONS.find(({ name }) => name === "create");
  assert.ok(create);
  const rules = faultsOf("*").filter(({ kind }) => kind === "refuse" || kind === "gateway");
  const told = [
    ...(await runUnder(rules, create, provider)),
    ...(await runUnder([NO_FAULT], { ...create, run: createInPeace }, provider)),
  ];
  for (const { tell } of SITUATIONS) {
    told.push(...(await tell(provider)));
  }
  return secretsIn(told);
}

describe("a provider without one of its redactions", () => {
  let folder = "";
  beforeEach(() => {
    folder = mkdtempSync(join(realpathSync(tmpdir()), "pulumi-dataworks-mutant-"));
    cpSync(join(checkout, "provider"), join(folder, "provider"), { recursive: true });
    symlinkSync(join(checkout, "node_modules"), join(folder, "node_modules"));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  function load(): Provider {
    return (require(join(folder, "provider", "host")) as { provider: Provider }).provider;
  }

  it("tells nothing as long as all are there", async () => {
    assert.deepEqual(await leaksOf(load()), []);
  });

  for (const patch of PATCHES) {
    it(`is found out: ${patch}`, async () => {
      execFileSync("git", ["apply", join(mutants, patch)], { cwd: folder });
      assert.deepEqual(await leaksOf(load()), leaksNamedIn(patch));
    });
  }
});
