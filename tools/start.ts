/**
 * A demonstration of the main workflow: one task through preview, up, refresh, a refused destroy and a destroy, with the real Pulumi
 * engine and an emulator of the service. It leaves nothing behind except the cached Pulumi CLI.
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

interface CommandSettings {
  readonly cwd: string;
  readonly env: NodeJS.ProcessEnv;
  readonly cli: string;
}

const COMMAND_TIMEOUT_MS = 180_000;

function print(text: string): void {
  console.log(text);
}

function printHeading(title: string): void {
  print(`\n── ${title}`);
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

/** Runs a command, shows it and its output; returns its exit code. */
function pulumi(args: readonly string[], { cwd, env, cli }: CommandSettings): Promise<number> {
  print(`\n$ pulumi ${args.join(" ")}`);
  // Without a terminal on its standard input the CLI does not prompt.
  return showCommand(cli, args, { cwd, env, timeoutMs: COMMAND_TIMEOUT_MS });
}

async function requireSuccess(args: readonly string[], settings: CommandSettings): Promise<void> {
  const code = await pulumi(args, settings);
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

/** The user's environment without settings for real stacks, which the demonstration must not touch. */
function environmentWithoutSettings(): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(
    ([name]) => name === RUN_VARIABLE || !/^(DATAWORKS|ALIBABA_CLOUD|PULUMI)_/.test(name),
  );
  return Object.fromEntries(kept);
}

export async function main(): Promise<number> {
  await ensureBuild();
  const cli = await findPulumi();
  // Slow enough to show the progress of a wait.
  const emulator = await startEmulator({ quirks: { startDelayMs: 1_500, stopDelayMs: 4_000 } });
  const { folder, project } = makeProject();
  // Also after an interrupt.
  process.once("exit", () => rmSync(folder, { recursive: true, force: true }));
  const settings = {
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
    print(`Pulumi ${cli.version} (${cli.source}); the emulator listens on ${emulator.url}`);
    await demonstrate(emulator.url, settings);
    return 0;
  } finally {
    await emulator.stop();
  }
}

async function demonstrate(url: string, settings: CommandSettings): Promise<void> {
  printHeading("examples/quickstart declares a task. A preview writes nothing.");
  await requireSuccess(["stack", "init", "demo"], settings);
  await requireSuccess(["config", "set", "dataworks:region", "cn-shanghai"], settings);
  await requireSuccess(["preview"], settings);

  printHeading("It is created, deployed and started, and a refresh finds nothing changed.");
  await requireSuccess(["up", "--yes", "--skip-preview"], settings);
  await requireSuccess(["refresh", "--yes", "--skip-preview", "--expect-no-changes"], settings);

  printHeading(
    "Now destroy stops it, waits and undeploys it; then the service refuses the delete with HTTP 200 and Success: true, as its documentation shows it.",
  );
  const fault = {
    action: "DeleteDISyncTask",
    kind: "refuse",
    message: "fileId:[1000001] is invalid.",
  };
  print(`\n$ curl -X POST ${url}/_emulator/faults -d '${JSON.stringify(fault)}'`);
  await control(url, "POST", "/faults", fault);
  const refused = await pulumi(["destroy", "--yes", "--skip-preview"], settings);
  print(`exit code ${refused}`);
  if (refused === 0) {
    throw new StepError("The refused destroy ended with exit code 0.", "", "");
  }
  printHeading("The task is still in the state, so nothing is lost.");
  await requireSuccess(["stack", "--show-ids"], settings);

  printHeading(
    "The service refuses no longer: the next destroy goes on where that one stopped, and ends it.",
  );
  await requireSuccess(["destroy", "--yes", "--skip-preview"], settings);

  printHeading("What the emulator holds now:");
  print(`\n$ curl ${url}/_emulator`);
  print(await control(url, "GET", ""));

  print("What next:");
  print(
    "  - `npm run emulator` starts the emulator alone, for a program of your own: README.md has one to copy.",
  );
  print("  - `npm test` runs the short test suite, on the real engine too.");
  print("  - docs/troubleshooting.md explains the messages that a pipeline may end with.");
}
