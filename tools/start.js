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
const { findPulumi, pulumiEnvironment } = require("./pulumi-cli");
const { ensureBuild, ensureDependencies, root } = require("./setup");
const { runTool, StepError } = require("./step");

/** @typedef {{ cwd: string, env: NodeJS.ProcessEnv, cli: string }} Where */

const COMMAND_TIMEOUT_MS = 180_000;

/** @param {string} text */
function say(text) {
  console.log(text);
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
  fs.copyFileSync(path.join(root, "examples/quickstart/index.ts"), path.join(project, "index.ts"));
  fs.writeFileSync(path.join(project, "Pulumi.yaml"), "name: quickstart\nruntime: nodejs\n");
  fs.writeFileSync(path.join(project, "package.json"), '{ "name": "quickstart" }\n');
  fs.symlinkSync(path.join(root, "node_modules"), path.join(project, "node_modules"), "junction");
  return { folder, project };
}

/**
 * Runs a literal command, shows it and its output.
 *
 * @param {string[]} args
 * @param {Where} where
 * @returns {Promise<number>} exit code
 */
function pulumi(args, { cwd, env, cli }) {
  say(`\n$ pulumi ${args.join(" ")}`);
  return new Promise((resolve, reject) => {
    // Without a terminal on its standard input the CLI asks nothing.
    const child = spawn(cli, args, {
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
 * @param {Where} where
 */
async function mustSucceed(args, where) {
  const code = await pulumi(args, where);
  if (code !== 0) {
    throw new StepError(
      `\`pulumi ${args.join(" ")}\` ended with exit code ${code}.`,
      "",
      "Its output above says why.",
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

/** The user's environment without what is set for real stacks: the demonstration must not meet them. */
function environmentWithoutSettings() {
  const kept = Object.entries(process.env).filter(
    ([name]) => !/^(DATAWORKS|ALIBABA_CLOUD|PULUMI)_/.test(name),
  );
  return Object.fromEntries(kept);
}

async function demonstrate() {
  await ensureDependencies();
  await ensureBuild();
  const cli = await findPulumi();
  const { startEmulator } = require(path.join(root, "dist/emulator/index.js"));
  // Slow enough to show the lines of a wait.
  const emulator = await startEmulator({ quirks: { startDelayMs: 1_500, stopDelayMs: 4_000 } });
  const { folder, project } = makeProject();
  // Also after an interrupt nothing is left behind.
  process.once("exit", () => fs.rmSync(folder, { recursive: true, force: true }));
  const where = {
    cwd: project,
    cli: cli.path,
    env: {
      ...environmentWithoutSettings(),
      ...pulumiEnvironment(cli),
      ...emulator.environment,
      PULUMI_HOME: path.join(folder, "home"),
      PULUMI_BACKEND_URL: `file://${path.join(folder, "state")}`,
      PULUMI_CONFIG_PASSPHRASE: "demonstration",
    },
  };
  try {
    say(`Pulumi ${cli.version} (${cli.source}); the emulator listens on ${emulator.url}`);
    await tellTheStory(emulator.url, where);
    return 0;
  } finally {
    await emulator.stop();
  }
}

/**
 * @param {string} url
 * @param {Where} where
 */
async function tellTheStory(url, where) {
  chapter("examples/quickstart declares a task. A preview writes nothing.");
  await mustSucceed(["stack", "init", "demo"], where);
  await mustSucceed(["config", "set", "dataworks:region", "cn-shanghai"], where);
  await mustSucceed(["preview"], where);

  chapter("It is created, deployed and started, and a refresh finds nothing changed.");
  await mustSucceed(["up", "--yes", "--skip-preview"], where);
  await mustSucceed(["refresh", "--yes", "--skip-preview", "--expect-no-changes"], where);

  chapter(
    "Now destroy stops it, waits and undeploys it; then the service refuses the delete with HTTP 200 and Success: true, as its documentation shows it.",
  );
  const fault = {
    action: "DeleteDISyncTask",
    kind: "refuse",
    message: "fileId:[1000001] is invalid.",
  };
  say(`\n$ curl -X POST ${url}/_emulator/faults -d '${JSON.stringify(fault)}'`);
  await control(url, "POST", "/faults", fault);
  const refused = await pulumi(["destroy", "--yes", "--skip-preview"], where);
  say(`exit code ${refused}`);
  if (refused === 0) {
    throw new StepError("The refused destroy ended with exit code 0.", "", "");
  }
  chapter("The task is still in the state, so nothing is lost.");
  await mustSucceed(["stack", "--show-ids"], where);

  chapter(
    "The service refuses no longer: the next destroy goes on where that one stopped, and ends it.",
  );
  await mustSucceed(["destroy", "--yes", "--skip-preview"], where);

  chapter("What the emulator holds now:");
  say(`\n$ curl ${url}/_emulator`);
  say(await control(url, "GET", ""));

  say("What next:");
  say(
    "  - `npm run emulator` starts the emulator alone, for a program of your own: README.md has one to copy.",
  );
  say("  - `npm test` runs the short test suite, on the real engine too.");
  say("  - docs/troubleshooting.md explains the messages that a pipeline may end with.");
}

runTool(demonstrate);
