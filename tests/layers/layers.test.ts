import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, resolve, sep } from "node:path";

const root = resolve(__dirname, "../..");

/** The lifecycle from top to bottom: a part may import what stands below it, and itself. */
const LIFECYCLE = [
  "provider/lifecycle",
  "provider/lifecycle/removal",
  "provider/lifecycle/identity",
  "provider/lifecycle/run-state",
  "provider/lifecycle/session",
  "provider/lifecycle/checks",
  "provider/lifecycle/report",
  "provider/lifecycle/model",
];

/** What every part of the lifecycle may use. */
const BELOW_LIFECYCLE = [
  "provider/api",
  "provider/settings",
  "provider/clock",
  "provider/duration",
  "node:crypto",
];

/** Names, types and documentation of inputs and outputs: pure data, which the class may use as well. */
const TABLES = [
  "provider/lifecycle/model/input-table",
  "provider/lifecycle/model/output-table",
] as const;

/** What each part may import, besides itself: the arrows go one way. */
const ALLOWED: Readonly<Record<string, readonly string[]>> = {
  // The program's side: the class and the constant text, and nothing of what runs in the host.
  "provider/index": ["provider/program"],
  "provider/program": [
    "provider/host/provider-text",
    "provider/lifecycle",
    "provider/runtime",
    "provider/settings",
    "@pulumi/pulumi",
  ],
  // What a program only declares needs neither lifecycle nor service.
  "provider/program/di-sync-task": [
    "provider/host/provider-text",
    ...TABLES,
    "provider/program/import-preview",
    "provider/program/mysql-scripts",
    "provider/program/serializable-inputs",
    "@pulumi/pulumi",
  ],
  "provider/program/mysql-scripts": ["@pulumi/pulumi"],
  "provider/host/provider-text": [],
  // Both sides reach the service the same way.
  "provider/runtime": [
    "provider/lifecycle",
    "provider/api",
    "provider/settings",
    "provider/clock",
    "node:crypto",
  ],
  // The host's side.
  "provider/host": ["provider/runtime", "provider/lifecycle", "provider/settings", "node:"],
  ...Object.fromEntries(
    LIFECYCLE.map((part, index) => [part, [...LIFECYCLE.slice(index + 1), ...BELOW_LIFECYCLE]]),
  ),
  "provider/lifecycle/model": [...TABLES, ...BELOW_LIFECYCLE],
  [TABLES[0]]: [],
  [TABLES[1]]: [TABLES[0]],
  // The chain of a call, over the table of operations.
  "provider/api/client": [
    "provider/api/errors",
    "provider/api/limiter",
    "provider/api/operation",
    "provider/api/operations",
    "provider/api/retry",
    "provider/api/retry-after",
    "provider/api/setting-names",
    "provider/api/success",
    "provider/api/transport/request",
    "provider/api/whole-answer",
    "provider/clock",
  ],
  "provider/api/operations": [
    "provider/api/answer-fields",
    "provider/api/errors",
    "provider/api/generation",
    "provider/api/operation",
    "provider/api/page-size",
    "provider/api/task",
    "provider/api/whole-answer",
  ],
  "provider/api": [
    "provider/api/printable",
    "provider/api/transport/request",
    "provider/clock",
    "provider/duration",
  ],
  // Signed HTTP needs credentials; where they come from knows nothing of how calls are sent.
  "provider/api/transport": [
    "provider/api/transport/redact",
    "provider/api/transport/request",
    "provider/api/credentials",
    "provider/api/endpoints",
    "provider/api/errors",
    "provider/api/printable",
    "provider/api/setting-names",
    "node:",
    "@alicloud/pop-core",
    "http-proxy-agent",
    "https-proxy-agent",
    "proxy-from-env",
  ],
  "provider/api/transport/redact": [],
  "provider/api/transport/request": [],
  "provider/api/printable": [],
  "provider/api/endpoints": ["provider/api/printable"],
  "provider/api/credentials": [
    "provider/api/errors",
    "provider/api/printable",
    "provider/api/setting-names",
    "@alicloud/credentials",
    "proxy-from-env",
  ],
  "provider/settings": ["provider/duration", "provider/api/endpoints", "provider/api/errors"],
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
  const target = partOf(imported);
  return (
    target === part ||
    (ALLOWED[part] ?? []).some(
      (allowed) =>
        imported === allowed ||
        (allowed.endsWith(":") && imported.startsWith(allowed)) ||
        // The lifecycle stands for its top floor alone, where somebody below it speaks.
        (LIFECYCLE.includes(part) && LIFECYCLE.includes(target)
          ? target === allowed
          : imported.startsWith(`${allowed}/`)),
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
      ["provider/program/di-sync-task.ts", "provider/lifecycle/model/inputs"],
      ["provider/lifecycle/model/input-table.ts", "provider/lifecycle/model/inputs"],
      ["provider/api/client.ts", "@alicloud/pop-core"],
      ["provider/api/errors.ts", "provider/api/operations/index"],
      ["provider/api/transport/proxy.ts", "provider/settings"],
      ["provider/api/credentials/problem.ts", "provider/api/transport/proxy"],
      ["emulator/server/http-server.ts", "provider/api/errors"],
      ["emulator/workspace/workspace.ts", "emulator/operations/index"],
      ["emulator/protocol/exchange.ts", "emulator/calls/find-task"],
    ];
    for (const [file, imported] of turned) {
      assert.deepEqual(forbiddenImports(file, [imported]), [`${file} -> ${imported}`]);
    }
  });

  it("leave the API without a word of what uses it", () => {
    const found = sourceFiles("provider/api").filter((file) =>
      /pulumi|customTimeouts|dataworks:/i.test(readFileSync(join(root, file), "utf8")),
    );
    assert.deepEqual(found, []);
  });

  it("name every file of the provider", () => {
    const nowhere = sourceFiles("provider").filter(
      (file) => partOf(file.replace(/\.ts$/, "")) === "nowhere",
    );
    assert.deepEqual(nowhere, []);
  });
});
