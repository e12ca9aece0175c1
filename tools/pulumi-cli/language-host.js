#!/usr/bin/env node
// @ts-check
"use strict";

/**
 * Replaces Pulumi's `pulumi-language-nodejs` for a CLI that was built from its Go modules,
 * which do not contain it. Started by the engine: serves the SDK's LanguageRuntime service for
 * `preview` and `up`, and prints its port. It uses the program's SDK, never its own.
 */
const { spawn } = require("node:child_process");
const fs = require("node:fs");
const { createRequire } = require("node:module");
const path = require("node:path");

// The exit code of the SDK's cmd/run after it has shown the error itself.
const EXIT_CODE_ERROR_ALREADY_SHOWN = 32;

/** @type {Set<import("node:child_process").ChildProcess>} */
const programs = new Set();

/**
 * @param {string} folder
 * @returns {string[]} The folder and its parents.
 */
function withParents(folder) {
  const parent = path.dirname(folder);
  return parent === folder ? [folder] : [folder, ...withParents(parent)];
}

/**
 * @param {string} folder
 * @returns {string | undefined} The folder of the program that the project around `folder` names.
 */
function programFolder(folder) {
  const project = withParents(folder)
    .map((parent) => path.join(parent, "Pulumi.yaml"))
    .find((file) => fs.existsSync(file));
  const main = project && /^main:\s*["']?([^"'#\n]+)/m.exec(fs.readFileSync(project, "utf8"))?.[1];
  return project && main ? path.resolve(path.dirname(project), main.trim()) : undefined;
}

/**
 * @param {readonly (string | undefined)[]} folders
 * @returns {NodeJS.Require} Resolves modules as the SDK itself does.
 */
function requireOfSdk(folders) {
  for (const folder of folders) {
    if (folder !== undefined) {
      try {
        const fromFolder = createRequire(path.join(folder, "program.js"));
        return createRequire(fromFolder.resolve("@pulumi/pulumi/package.json"));
      } catch {
        // Not there: the next folder may have it.
      }
    }
  }
  const searched = folders.filter((folder) => folder !== undefined).join(", ");
  throw new Error(`@pulumi/pulumi is not installed in ${searched}; run \`npm install\` there`);
}

/**
 * @typedef {object} RunRequest
 * @property {string} project
 * @property {string} stack
 * @property {string} organization
 * @property {string} pwd
 * @property {string} program
 * @property {readonly string[]} args
 * @property {boolean} dryRun
 * @property {number} parallel
 * @property {string} monitorAddress
 * @property {Record<string, string>} config
 * @property {readonly string[]} configSecretKeys
 * @property {string} rootDirectory
 * @property {string} programDirectory
 * @property {Record<string, unknown>} options Those of `runtime` in Pulumi.yaml.
 */

/**
 * @param {any} message The protocol's RunRequest.
 * @returns {RunRequest}
 */
function readRunRequest(message) {
  return {
    project: message.getProject(),
    stack: message.getStack(),
    organization: message.getOrganization(),
    pwd: message.getPwd(),
    program: message.getInfo()?.getEntryPoint() || message.getProgram() || ".",
    args: message.getArgsList(),
    dryRun: message.getDryrun(),
    parallel: message.getParallel(),
    monitorAddress: message.getMonitorAddress(),
    config: Object.fromEntries(message.getConfigMap().toArray()),
    configSecretKeys: message.getConfigsecretkeysList(),
    rootDirectory: message.getInfo()?.getRootDirectory() ?? "",
    programDirectory: message.getInfo()?.getProgramDirectory() ?? "",
    options: message.getInfo()?.getOptions()?.toJavaScript() ?? {},
  };
}

/**
 * @param {RunRequest} request
 * @param {string} engineAddress
 */
function runArguments(request, engineAddress) {
  /** @type {[string, string][]} */
  const flags = [
    ["monitor", request.monitorAddress],
    ["engine", engineAddress],
    ["organization", request.organization],
    ["project", request.project],
    ["root-directory", request.rootDirectory],
    ["stack", request.stack],
    ["pwd", request.pwd],
    ["parallel", String(request.parallel)],
  ];
  return [
    ...flags.filter(([, value]) => value !== "").map(([name, value]) => `--${name}=${value}`),
    ...(request.dryRun ? ["--dry-run"] : []),
    request.program,
    ...request.args,
  ];
}

/** @param {RunRequest} request */
function runEnvironment(request) {
  const { typescript, tsconfig } = request.options;
  return {
    ...process.env,
    PULUMI_NODEJS_TYPESCRIPT: typescript === false ? "false" : "true",
    ...(typeof tsconfig === "string" && { PULUMI_NODEJS_TSCONFIG_PATH: tsconfig }),
    PULUMI_CONFIG: JSON.stringify(request.config),
    PULUMI_CONFIG_SECRET_KEYS: JSON.stringify(request.configSecretKeys),
  };
}

/**
 * Runs the user's program to its end; it inherits our output streams, which lead to the engine.
 * @param {RunRequest} request
 * @param {string} engineAddress
 * @returns {Promise<{ error: string, isBail: boolean }>}
 */
function runProgram(request, engineAddress) {
  return new Promise((resolve, reject) => {
    const sdk = requireOfSdk([request.programDirectory || undefined, request.pwd]);
    const { nodeargs } = request.options;
    const nodeArgs = typeof nodeargs === "string" ? nodeargs.split(" ").filter(Boolean) : [];
    const program = spawn(
      process.execPath,
      [...nodeArgs, sdk.resolve("./cmd/run"), ...runArguments(request, engineAddress)],
      {
        cwd: request.pwd,
        env: runEnvironment(request),
        stdio: ["ignore", "inherit", "inherit"],
      },
    );
    programs.add(program);
    program.on("error", reject);
    program.on("exit", (code, signal) => {
      programs.delete(program);
      if (code === 0) {
        resolve({ error: "", isBail: false });
      } else if (code === EXIT_CODE_ERROR_ALREADY_SHOWN) {
        resolve({ error: "", isBail: true });
      } else {
        const end = signal === null ? `a non-zero exit code: ${code}` : `the signal ${signal}`;
        resolve({ error: `Program exited with ${end}`, isBail: false });
      }
    });
  });
}

function endPrograms() {
  for (const program of programs) {
    program.kill("SIGKILL");
  }
}

/**
 * @param {NodeJS.Require} sdk
 * @param {string} engineAddress
 */
function languageRuntime(sdk, engineAddress) {
  const language = sdk("./proto/language_pb");
  const plugin = sdk("./proto/plugin_pb");
  const { Empty } = sdk("google-protobuf/google/protobuf/empty_pb");

  /** @typedef {(error: Error | null, response?: unknown) => void} Callback */
  return {
    /** @param {unknown} _call @param {Callback} callback */
    getRequiredPackages(_call, callback) {
      callback(null, new language.GetRequiredPackagesResponse());
    },
    /** @param {unknown} _call @param {Callback} callback */
    getRequiredPlugins(_call, callback) {
      callback(null, new language.GetRequiredPluginsResponse());
    },
    /** @param {unknown} _call @param {Callback} callback */
    getPluginInfo(_call, callback) {
      const { version } = sdk("./package.json");
      const answer = new plugin.PluginInfo();
      answer.setVersion(version);
      callback(null, answer);
    },
    /** @param {unknown} _call @param {Callback} callback */
    about(_call, callback) {
      const answer = new language.AboutResponse();
      answer.setExecutable(process.execPath);
      answer.setVersion(process.version);
      callback(null, answer);
    },
    /** @param {unknown} _call @param {Callback} callback */
    cancel(_call, callback) {
      endPrograms();
      callback(null, new Empty());
    },
    /** @param {any} call @param {Callback} callback */
    run(call, callback) {
      runProgram(readRunRequest(call.request), engineAddress).then(
        ({ error, isBail }) => {
          const answer = new language.RunResponse();
          answer.setError(error);
          answer.setBail(isBail);
          callback(null, answer);
        },
        (error) => callback(error),
      );
    },
  };
}

/** @param {string} engineAddress */
function serve(engineAddress) {
  const sdk = requireOfSdk([process.cwd(), programFolder(process.cwd())]);
  const grpc = sdk("@grpc/grpc-js");
  const { LanguageRuntimeService } = sdk("./proto/language_grpc_pb");
  // A configuration may be larger than the 4 MB that gRPC allows by default.
  const server = new grpc.Server({ "grpc.max_receive_message_length": -1 });
  server.addService(LanguageRuntimeService, languageRuntime(sdk, engineAddress));
  server.bindAsync(
    "127.0.0.1:0",
    grpc.ServerCredentials.createInsecure(),
    /** @param {Error | null} error @param {number} port */
    (error, port) => {
      if (error !== null) {
        throw error;
      }
      console.log(port);
    },
  );
}

function end() {
  endPrograms();
  process.exit(0);
}

try {
  serve(process.argv.at(-1) ?? "");
  process.on("SIGINT", end).on("SIGTERM", end);
  // The engine has the other end of stdin: it closes when the engine ends, even by a kill.
  process.stdin.on("end", end).on("error", end).resume();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
}
