import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { isInstalled } from "../../tools/bootstrap";

type Packages = Readonly<Record<string, object>>;

const LOCKED: Packages = {
  "": { name: "project", version: "2.0.0", dependencies: { a: "^1.0.0" } },
  "node_modules/a": { version: "1.0.0", integrity: "sha512-a" },
  "node_modules/a/node_modules/b": { version: "3.0.0", integrity: "sha512-b", dev: true },
  "node_modules/a-darwin": { version: "1.0.0", integrity: "sha512-d", optional: true },
  "node_modules/project": { resolved: "", link: true },
};

const { "": _project, "node_modules/a-darwin": _otherPlatform, ...INSTALLED } = LOCKED;

describe("the installed packages", () => {
  let folder = "";
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "pulumi-dataworks-installed-"));
    mkdirSync(join(folder, "node_modules"));
    writeFileSync(join(folder, "package-lock.json"), JSON.stringify({ packages: LOCKED }));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  function installed(packages: Packages): boolean {
    const file = join(folder, "node_modules", ".package-lock.json");
    writeFileSync(file, JSON.stringify({ packages }));
    return isInstalled(folder);
  }

  it("are those of package-lock.json, without those of other platforms", () => {
    assert.equal(installed(INSTALLED), true);
    assert.equal(
      installed({ ...INSTALLED, "node_modules/a-darwin": LOCKED["node_modules/a-darwin"]! }),
      true,
    );
  });

  it("may be more than those", () => {
    assert.equal(installed({ ...INSTALLED, "node_modules/c": { version: "1.0.0" } }), true);
  });

  it("are those of this checkout", () => {
    assert.equal(isInstalled(resolve(__dirname, "../..")), true);
  });

  for (const [what, location, found] of [
    ["another version", "node_modules/a", { version: "1.0.1", integrity: "sha512-a" }],
    ["another content", "node_modules/a", { version: "1.0.0", integrity: "sha512-x" }],
    ["an old package for this platform", "node_modules/a-darwin", { version: "0.9.0" }],
    ["no package for development", "node_modules/a/node_modules/b", undefined],
    ["no link to the project itself", "node_modules/project", undefined],
  ] as const) {
    it(`are not enough with ${what}`, () => {
      // JSON leaves out what is undefined.
      assert.equal(installed({ ...INSTALLED, [location]: found as unknown as object }), false);
    });
  }

  it("are missing where npm has noted none, or half of the note", () => {
    assert.equal(isInstalled(folder), false);
    writeFileSync(join(folder, "node_modules", ".package-lock.json"), '{ "packages": {');
    assert.equal(isInstalled(folder), false);
  });
});
