/**
 * The main job as a demonstration: one task through preview, up, refresh, a refused destroy and a destroy, with the real Pulumi
 * engine and an emulator of the service. It leaves nothing behind but the cached Pulumi CLI.
 */

import { copyFileSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startEmulator } from "../emulator";
import { root } from "./bootstrap";
import { ensureBuild } from "./build";
import { RUN_VARIABLE } from "./leftovers";
import { findPulumi, pulumiEnvironment } from "./pulumi-cli";
import { showCommand } from "./run-command";
import { StepError } from "./step";

interface Where {
  readonly cwd: string;
  readonly env: NodeJS.ProcessEnv;
  readonly cli: string;
}

const COMMAND_TIMEOUT_MS = 180_000;

function say(text: string): void {
  console.log(text);
}

function chapter(title: string): void {
  say(`\n── ${title}`);
}

/** A copy of the quick start, so that no stack file is written into the checkout. */
function makeProject(): { folder: string; project: string } {
  const folder = mkdtempSync(join(tmpdir(), "pulumi-dataworks-start-"));
  const project = join(folder, "quickstart");
  mkdirSync(project);
  mkdirSync(join(folder, "state"));
  copyFileSync(join(root, "examples/quickstart/index.ts"), join(project, "index.ts"));
  writeFileSync(join(project, "Pulumi.yaml"), "name: quickstart\nruntime: nodejs\n");
  writeFileSync(join(project, "package.json"), '{ "name": "quickstart" }\n');
  symlinkSync(join(root, "node_modules"), join(project, "node_modules"), "junction");
  return { folder, project };
}

/** Runs a literal command, shows it and its output; gives its exit code. */
function pulumi(args: readonly string[], { cwd, env, cli }: Where): Promise<number> {
  say(`\n$ pulumi ${args.join(" ")}`);
  // Without a terminal on its standard input the CLI asks nothing.
  return showCommand(cli, args, { cwd, env, timeoutMs: COMMAND_TIMEOUT_MS });
}

async function mustSucceed(args: readonly string[], where: Where): Promise<void> {
  const code = await pulumi(args, where);
  if (code !== 0) {
    throw new StepError(
      `\`pulumi ${args.join(" ")}\` ended with exit code ${code}.`,
      "",
      "Its output above says why.",
    );
  }
}

async function control(
  url: string,
  method: string,
  route: string,
  body?: unknown,
): Promise<string> {
  const response = await fetch(`${url}/_emulator${route}`, {
    method,
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  return response.text();
}

/** The user's environment without what is set for real stacks: the demonstration must not meet them. */
function environmentWithoutSettings(): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(
    ([name]) => name === RUN_VARIABLE || !/^(DATAWORKS|ALIBABA_CLOUD|PULUMI)_/.test(name),
  );
  return Object.fromEntries(kept);
}

export async function main(): Promise<number> {
  await ensureBuild();
  const cli = await findPulumi();
  // Slow enough to show the lines of a wait.
  const emulator = await startEmulator({ quirks: { startDelayMs: 1_500, stopDelayMs: 4_000 } });
  const { folder, project } = makeProject();
  // Also after an interrupt nothing is left behind.
  process.once("exit", () => rmSync(folder, { recursive: true, force: true }));
  const where = {
    cwd: project,
    cli: cli.path,
    env: {
      ...environmentWithoutSettings(),
      ...pulumiEnvironment(cli),
      ...emulator.environment,
      PULUMI_HOME: join(folder, "home"),
      PULUMI_BACKEND_URL: `file://${join(folder, "state")}`,
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

async function tellTheStory(url: string, where: Where): Promise<void> {
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
