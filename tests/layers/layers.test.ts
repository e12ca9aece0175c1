import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, resolve, sep } from "node:path";

const root = resolve(__dirname, "../..");

/** What each part may import, besides itself: the arrows go one way. */
const ALLOWED: Readonly<Record<string, readonly string[]>> = {
  // The program's side: the class and the constant text, and nothing of what runs in the host.
  "provider/index": [
    "provider/di-sync-task",
    "provider/look-ups",
    "provider/mysql-scripts",
    "provider/provider",
  ],
  "provider/di-sync-task": [
    "provider/provider-text",
    "provider/import-preview",
    "provider/mysql-scripts",
    "provider/sendable",
    "@pulumi/pulumi",
  ],
  "provider/sendable": ["provider/lifecycle", "@pulumi/pulumi"],
  "provider/provider-text": [],
  "provider/mysql-scripts": ["@pulumi/pulumi"],
  "provider/provider": ["provider/program-context", "provider/settings", "@pulumi/pulumi"],
  "provider/look-ups": [
    "provider/program-context",
    "provider/provider",
    "provider/lifecycle",
    "provider/settings",
    "@pulumi/pulumi",
  ],
  "provider/import-preview": [
    "provider/program-context",
    "provider/provider",
    "provider/lifecycle",
    "@pulumi/pulumi",
  ],
  "provider/program-context": [
    "provider/connection",
    "provider/lifecycle",
    "provider/settings",
    "@pulumi/pulumi",
  ],
  // Both sides reach the service the same way.
  "provider/connection": [
    "provider/lifecycle",
    "provider/api",
    "provider/settings",
    "provider/clock",
    "node:crypto",
  ],
  // The host's side.
  "provider/host": [
    "provider/connection",
    "provider/engine-alive",
    "provider/run-files",
    "provider/lifecycle",
    "provider/settings",
    "node:",
  ],
  "provider/engine-alive": ["provider/lifecycle", "node:"],
  "provider/run-files": ["provider/engine-alive", "provider/lifecycle", "node:"],
  "provider/lifecycle": [
    "provider/api",
    "provider/settings",
    "provider/clock",
    "provider/duration",
    "node:crypto",
  ],
  "provider/api/transport": [
    "provider/api/answer-limit",
    "provider/api/credentials",
    "provider/api/errors",
    "provider/api/no-answer",
    "provider/api/printable",
    "provider/api/proxy",
    "provider/api/redact",
    "node:",
    "@alicloud/pop-core",
  ],
  "provider/api/redact": [],
  "provider/api/printable": [],
  "provider/api/endpoints": ["provider/api/printable"],
  "provider/api/answer-limit": ["node:"],
  "provider/api/proxy": [
    "provider/api/endpoints",
    "provider/settings",
    "node:",
    "http-proxy-agent",
    "https-proxy-agent",
    "proxy-from-env",
  ],
  "provider/api/credentials": [
    "provider/api/credential-problem",
    "provider/api/credential-sources",
    "provider/api/printable",
    "provider/settings",
  ],
  "provider/api/credential-sources": ["@alicloud/credentials"],
  "provider/api/credential-problem": ["provider/api/proxy"],
  "provider/api": [
    "provider/api/credentials",
    "provider/api/endpoints",
    "provider/api/printable",
    "provider/api/transport",
    "provider/api/proxy",
    "provider/settings",
    "provider/clock",
    "provider/duration",
  ],
  "provider/settings": ["provider/duration", "provider/api/endpoints"],
  "provider/clock": [],
  "provider/duration": [],
  // The witness knows nothing of the provider, and is in layers of its own.
  "emulator/json": [],
  "emulator/clock": [],
  "emulator/quirks": [],
  "emulator/workspace": ["emulator/json", "emulator/clock", "emulator/quirks", "node:crypto"],
  "emulator/protocol": [
    "emulator/workspace",
    "emulator/json",
    "emulator/clock",
    "emulator/quirks",
    "node:crypto",
  ],
  "emulator/scripts": ["emulator/protocol", "emulator/workspace", "emulator/json"],
  "emulator/calls": ["emulator/protocol", "emulator/workspace", "emulator/json"],
  "emulator/faults": ["emulator/protocol", "emulator/json"],
  "emulator/operations": [
    "emulator/calls",
    "emulator/scripts",
    "emulator/protocol",
    "emulator/workspace",
    "emulator/json",
    "emulator/quirks",
  ],
  "emulator/parts": [
    "emulator/operations",
    "emulator/faults",
    "emulator/protocol",
    "emulator/workspace",
    "emulator/clock",
    "emulator/quirks",
  ],
  "emulator/control": [
    "emulator/parts",
    "emulator/faults",
    "emulator/protocol",
    "emulator/workspace",
    "emulator/json",
    "emulator/clock",
    "emulator/quirks",
  ],
  "emulator/server": [
    "emulator/control",
    "emulator/parts",
    "emulator/operations",
    "emulator/faults",
    "emulator/protocol",
    "node:http",
  ],
  emulator: [
    "emulator/server",
    "emulator/control",
    "emulator/parts",
    "emulator/faults",
    "emulator/protocol",
    "emulator/workspace",
    "emulator/json",
    "emulator/clock",
    "emulator/quirks",
    "node:",
  ],
};

function sourceFiles(folder: string): string[] {
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = `${folder}/${entry.name}`;
    return entry.isDirectory() ? sourceFiles(path) : path.endsWith(".ts") ? [path] : [];
  });
}

/** The longest part of the table that a module belongs to. */
function partOf(module: string): string {
  const parts = Object.keys(ALLOWED).filter(
    (part) => module === part || module.startsWith(`${part}/`),
  );
  return parts.sort((a, b) => b.length - a.length)[0] ?? "nowhere";
}

function importsOf(file: string): string[] {
  const text = readFileSync(join(root, file), "utf8");
  const found = text.matchAll(/^(?:import\b|export\b|\}).*?(?:from |require\()"([^"\n]+)"/gm);
  return [...found].map((match) => {
    const name = match[1] ?? "";
    return name.startsWith(".")
      ? relative(root, resolve(root, dirname(file), name))
          .split(sep)
          .join("/")
      : name;
  });
}

function isAllowed(part: string, imported: string): boolean {
  return (
    partOf(imported) === part ||
    (ALLOWED[part] ?? []).some(
      (allowed) =>
        imported === allowed ||
        imported.startsWith(allowed.endsWith(":") ? allowed : `${allowed}/`),
    )
  );
}

function forbiddenImports(file: string, imports: readonly string[]): string[] {
  const part = partOf(file.replace(/\.ts$/, ""));
  return imports
    .filter((imported) => !isAllowed(part, imported))
    .map((imported) => `${file} -> ${imported}`);
}

describe("the layers", () => {
  for (const folder of ["provider", "emulator"]) {
    it(`let the arrows of ${folder}/ go one way`, () => {
      const found = sourceFiles(folder).flatMap((file) => forbiddenImports(file, importsOf(file)));
      assert.deepEqual(found, []);
    });
  }

  it("see an arrow that is turned round", () => {
    const turned: [string, string][] = [
      ["provider/api/retry.ts", "provider/lifecycle/create"],
      ["provider/lifecycle/create.ts", "provider/host"],
      ["provider/lifecycle/read.ts", "@pulumi/pulumi"],
      ["provider/di-sync-task.ts", "provider/lifecycle/inputs"],
      ["provider/api/data-works.ts", "@alicloud/pop-core"],
      ["emulator/server/http-server.ts", "provider/api/errors"],
      ["emulator/workspace/workspace.ts", "emulator/operations/index"],
      ["emulator/protocol/exchange.ts", "emulator/calls/find-task"],
    ];
    for (const [file, imported] of turned) {
      assert.deepEqual(forbiddenImports(file, [imported]), [`${file} -> ${imported}`]);
    }
  });

  it("name every file of the provider", () => {
    const nowhere = sourceFiles("provider").filter(
      (file) => partOf(file.replace(/\.ts$/, "")) === "nowhere",
    );
    assert.deepEqual(nowhere, []);
  });
});
