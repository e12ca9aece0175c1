import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

const ROOT = join(__dirname, "../..");
const read = (file: string) => readFileSync(join(ROOT, file), "utf8");

/** A suite that `npm test` holds as a whole. */
const IN_NPM_TEST: readonly string[] = ["test:contract"];

/** Suites without the prefix `test:`. */
const OTHER_SUITES: readonly string[] = ["bench", "torture"];

interface Package {
  readonly scripts: Readonly<Record<string, string>>;
  readonly engines: { readonly node: string };
  readonly peerDependencies: { readonly "@pulumi/pulumi": string };
}

const { scripts, engines, peerDependencies } = JSON.parse(read("package.json")) as Package;
const workflows = readdirSync(join(ROOT, ".github/workflows")).map((name) => ({
  name,
  text: read(`.github/workflows/${name}`),
}));
const setUp = { name: "setup", text: read(".github/actions/setup/action.yml") };

function textOf(workflow: string): string {
  return workflows.find(({ name }) => name === workflow)?.text ?? "";
}

/** The scripts of package.json that a text calls. */
function scriptsIn(text: string): string[] {
  return [
    ...text.matchAll(/\bnpm (?:run (?:--silent )?(?<named>[\w:]+)|(?<short>test|start)\b)/g),
  ].map(({ groups }) => groups?.["named"] ?? groups?.["short"] ?? "");
}

/** All matches of a pattern's first group. */
function allOf(text: string, pattern: RegExp): string[] {
  return [...text.matchAll(pattern)].map((match) => match[1] ?? "");
}

describe("the workflows", () => {
  it("call scripts that package.json has", () => {
    const called = workflows.flatMap(({ text }) => scriptsIn(text));
    assert.ok(called.includes("test") && called.includes("check"));
    assert.deepEqual(
      called.filter((name) => !(name in scripts)),
      [],
    );
  });

  it("run every suite of package.json", () => {
    const suites = Object.keys(scripts).filter(
      (name) => name.startsWith("test:") || OTHER_SUITES.includes(name),
    );
    const called = new Set(workflows.flatMap(({ text }) => scriptsIn(text)));
    assert.deepEqual(
      suites.filter((name) => !called.has(name) && !IN_NPM_TEST.includes(name)),
      [],
    );
  });

  it("test from the oldest Node that package.json admits, on which development happens, every even one to 26", () => {
    const versions = allOf(textOf("ci.yml"), /^ +node: \[(.+)\]$/gm)[0]?.split(", ");
    assert.deepEqual(versions, ["20", "22", "24", "26"]);
    assert.equal(engines.node, `>=${versions[0]}`);
    assert.match(read(".node-version"), new RegExp(`^${versions[0]}\\.\\d+\\.\\d+\n$`));
  });

  it("test with the lowest SDK that package.json admits", () => {
    const sdks = allOf(textOf("ci.yml"), /@pulumi\/pulumi@([\w.]+)/g);
    assert.deepEqual(sdks, [peerDependencies["@pulumi/pulumi"].replace("^", ""), "latest"]);
  });

  for (const { name, text } of [...workflows, setUp]) {
    it(`pin in ${name} every action by its commit and say its version`, () => {
      const used = allOf(text, /^ +(?:- )?uses: (.+)$/gm).filter((uses) => !uses.startsWith("./"));
      const pinned = /^[\w-]+\/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/;
      assert.deepEqual(
        used.filter((uses) => !pinned.test(uses)),
        [],
      );
    });
  }

  for (const { name, text } of workflows) {
    it(`bound in ${name} the time and the permissions of every job`, () => {
      const jobs = text.match(/^ {4}runs-on: /gm) ?? [];
      const timeouts = text.match(/^ {4}timeout-minutes: \d+$/gm) ?? [];
      assert.equal(timeouts.length, jobs.length);
      assert.match(text, /^permissions:\n {2}contents: read\n\n/m);
      assert.match(text, /^concurrency:\n/m);
    });
  }

  it("publish nothing before the tag was compared and the same checks have passed", () => {
    const release = textOf("release.yml");
    assert.match(
      release,
      /^ {2}ci:\n {4}needs: version\n {4}uses: \.\/\.github\/workflows\/ci\.yml$/m,
    );
    assert.match(release, /^ {2}publish:\n {4}needs: ci$/m);
    assert.deepEqual(
      workflows.filter(({ text }) => text.includes("id-token: write")).map(({ name }) => name),
      ["release.yml"],
    );
  });

  it("are linted by a version that renovate finds", () => {
    const { customManagers } = JSON.parse(read("renovate.json")) as {
      customManagers: { matchStrings: string[] }[];
    };
    const pattern = new RegExp(customManagers[0]?.matchStrings[0] ?? "");
    const found = pattern.exec(scripts["lint:workflows"] ?? "")?.groups;
    assert.equal(found?.["depName"], "github.com/rhysd/actionlint");
    assert.match(found["currentValue"] ?? "", /^v\d+\.\d+\.\d+$/);
  });
});
