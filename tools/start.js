// @ts-check
"use strict";

/**
 * The main job as a demonstration: one task through preview, up, refresh, a refused destroy and a destroy, with the real Pulumi
 * engine and an emulator of the service. It leaves nothing behind but the cached Pulumi CLI.
 */

const { spawn } = require("node:child_process");
const fs = require("node:fs");
const os = require("node:os");
const path = require("node:path");
const { ensureBuild, ensureDependencies } = require("./setup");
const { findPulumi, pulumiEnvironment } = require("./pulumi-cli");

const ROOT = path.resolve(__dirname, "..");
const COMMAND_TIMEOUT_MS = 180_000;

/** @param {string} text */
function say(text) {
  process.stdout.write(`${text}\n`);
}

/** @param {string} title */
function chapter(title) {
  say(`\n── ${title}`);
}

/** A copy of the quick start, so that no stack file is written into the checkout. */
function makeProject() {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "pulumi-dataworks-start-"));
  const project = path.join(folder, "quickstart");
  fs.mkdirSync(project);
  fs.mkdirSync(path.join(folder, "state"));
  fs.copyFileSync(path.join(ROOT, "examples/quickstart/index.ts"), path.join(project, "index.ts"));
  fs.writeFileSync(path.join(project, "Pulumi.yaml"), "name: quickstart\nruntime: nodejs\n");
  fs.writeFileSync(path.join(project, "package.json"), '{ "name": "quickstart" }\n');
  fs.symlinkSync(path.join(ROOT, "node_modules"), path.join(project, "node_modules"), "junction");
  return { folder, project };
}

/**
 * Runs a literal command, shows it and its output.
 *
 * @param {string[]} args
 * @param {{ cwd: string, env: NodeJS.ProcessEnv, cli: string }} where
 * @returns {Promise<number>} exit code
 */
function pulumi(args, { cwd, env, cli }) {
  say(`\n$ pulumi ${args.join(" ")}`);
  return new Promise((resolve, reject) => {
    const child = spawn(cli, [...args, "--non-interactive", "--color", "never"], {
      cwd,
      env,
      stdio: ["ignore", "inherit", "inherit"],
      timeout: COMMAND_TIMEOUT_MS,
    });
    child.once("error", reject);
    child.once("exit", (code) => resolve(code ?? 1));
  });
}

/**
 * @param {string[]} args
 * @param {{ cwd: string, env: NodeJS.ProcessEnv, cli: string }} where
 */
async function mustSucceed(args, where) {
  const code = await pulumi(args, where);
  if (code !== 0) {
    throw new Error(
      `pulumi ${args.join(" ")} ended with exit code ${code}; its output above says why.`,
    );
  }
}

/**
 * @param {string} url
 * @param {string} method
 * @param {string} route
 * @param {unknown} [body]
 */
async function control(url, method, route, body) {
  const response = await fetch(`${url}/_emulator${route}`, {
    method,
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  return response.text();
}

async function main() {
  await ensureDependencies();
  await ensureBuild();
  const cli = await findPulumi();
  const { startEmulator } = require(path.join(ROOT, "dist/emulator/index.js"));
  const emulator = await startEmulator({ port: 0 });
  const { folder, project } = makeProject();
  const where = {
    cwd: project,
    cli: cli.path,
    env: {
      ...process.env,
      ...pulumiEnvironment(cli),
      ...emulator.environment,
      PULUMI_HOME: path.join(folder, "home"),
      PULUMI_BACKEND_URL: `file://${path.join(folder, "state")}`,
      PULUMI_CONFIG_PASSPHRASE: "demonstration",
    },
  };
  try {
    say(`Pulumi ${cli.version} (${cli.source}); the emulator listens on ${emulator.url}`);
    chapter(
      "A task is declared in examples/quickstart/index.ts. Preview calls nothing that writes.",
    );
    await mustSucceed(["stack", "init", "demo"], where);
    await mustSucceed(["config", "set", "dataworks:region", "cn-shanghai"], where);
    await mustSucceed(["preview"], where);

    chapter("It is created, and a refresh finds nothing changed.");
    await mustSucceed(["up", "--yes", "--skip-preview"], where);
    await mustSucceed(["refresh", "--yes", "--expect-no-changes", "--skip-preview"], where);

    chapter(
      "Now the service refuses a delete, with HTTP 200 and Success: true, as its documentation shows it.",
    );
    const fault = {
      action: "DeleteDISyncTask",
      kind: "refuse",
      message: "fileId:[1000001] is invalid.",
    };
    say(`\n$ curl -X POST ${emulator.url}/_emulator/faults -d '${JSON.stringify(fault)}'`);
    await control(emulator.url, "POST", "/faults", fault);
    const refused = await pulumi(["destroy", "--yes", "--skip-preview"], where);
    say(`exit code ${refused}`);
    if (refused === 0) {
      throw new Error("The refused destroy ended with exit code 0: it must not.");
    }
    chapter("The task is still in the state, so nothing is lost:");
    await mustSucceed(["stack", "--show-ids"], where);

    chapter("The service refuses no longer; the next destroy ends it.");
    await mustSucceed(["destroy", "--yes", "--skip-preview"], where);

    chapter("What the emulator holds now:");
    say(`\n$ curl ${emulator.url}/_emulator`);
    say(await control(emulator.url, "GET", ""));

    say("What next:");
    say(
      "  - `npm run emulator` starts the emulator alone, for programs of your own; README.md has one to copy.",
    );
    say("  - `npm test` runs the short test suite, on the real engine too.");
    say("  - docs/troubleshooting.md explains every message that a pipeline may end with.");
  } finally {
    await emulator.stop();
    fs.rmSync(folder, { recursive: true, force: true });
  }
}

main().catch((error) => {
  process.stderr.write(
    `\nnpm start failed: ${error instanceof Error ? error.message : String(error)}\n`,
  );
  process.exitCode = 1;
});
