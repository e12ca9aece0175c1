// @ts-check
"use strict";

const fs = require("node:fs");
const path = require("node:path");
const { root } = require("./setup");

const STATES = path.join(root, "tests", "states");
const SHAPE_FILE = "shape.json";
const SECRET_MARK = "4dabf18193072939515e22adb298388d";

/** @typedef {Record<string, unknown>} Fields */
/** @typedef {{ provider: string, outputs: Record<string, Record<string, string>> }} Shape */

const CONTENT = { type: "job", steps: [{ name: "reader", parameter: { batchSize: 5 } }] };
const SCRIPT = {
  type: "realtime",
  version: "1.0",
  setting: { resourceGroup: "S_res_group_1_1", taskType: "oneclick_to_holo" },
  steps: [
    {
      stepType: "mysql",
      category: "reader",
      name: "Reader",
      parameter: {
        connection: [{ datasourceType: "mysql", datasource: "orders_source", table: ["orders"] }],
      },
    },
    {
      stepType: "holo",
      category: "writer",
      name: "Writer",
      parameter: { datasource: "orders_sink" },
    },
  ],
};

/** Every input that a task can have beside its definition. */
const EVERY_INPUT = {
  resourceGroup: "S_res_group_1_1",
  cu: 1.5,
  desiredState: "undeployed",
  startParam: { errorLimit: { record: 5 } },
  restartTriggers: ["1"],
  deletePolicy: "stopFirst",
  onExisting: "adopt",
  customTimeouts: { create: "20m", update: "20m", delete: "20m" },
};

/**
 * Programs whose states hold, together, all that a state can hold.
 * @type {Record<string, Fields>}
 */
const PROGRAMS = {
  "fewest inputs": { taskContent: CONTENT },
  "every input": { taskContent: CONTENT, ...EVERY_INPUT },
  "content as text": { taskContent: JSON.stringify(CONTENT) },
  generated: { generate: SCRIPT },
  "taken over": { taskContent: CONTENT, onExisting: "adopt" },
};

/** @param {unknown} value */
function typeOf(value) {
  if (Array.isArray(value)) {
    return "list";
  }
  const isMarked = typeof value === "object" && value !== null && SECRET_MARK in value;
  return isMarked ? "secret" : typeof value;
}

/**
 * @param {Fields} properties
 * @returns {Record<string, string>} The type of each, in the order of the alphabet.
 */
function typesOf(properties) {
  const names = Object.keys(properties).sort();
  return Object.fromEntries(names.map((name) => [name, typeOf(properties[name])]));
}

/**
 * What the built provider stores, for each program after a create; the engine is not needed for it.
 * @returns {Promise<Shape>}
 */
async function currentShape() {
  const { startEmulator } = require(path.join(root, "dist", "emulator", "index.js"));
  const { provider } = require(path.join(root, "dist", "provider", "host.js"));
  const { PROVIDER_TEXT } = require(path.join(root, "dist", "provider", "provider-text.js"));
  // A deployed task, so that what is sent to it stays a draft.
  const existing = { name: "taken over", content: CONTENT, deployed: true };
  const emulator = await startEmulator({ seed: { tasks: [existing] } });
  Object.assign(process.env, emulator.environment);
  /** @type {Shape["outputs"]} */
  const outputs = {};
  try {
    for (const [name, args] of Object.entries(PROGRAMS)) {
      const { inputs } = await provider.check(
        {},
        {
          projectId: "10000",
          region: "cn-shanghai",
          taskName: name,
          fileFolderPath: "Business Flow/quickstart/Data Integration",
          ...args,
          __provider: PROVIDER_TEXT,
        },
      );
      const { id, outs } = await provider.create(inputs);
      outputs[name] = typesOf(outs);
      outputs["looked up"] ??= typesOf((await provider.read(id, { region: "cn-shanghai" })).props);
    }
  } finally {
    await emulator.stop();
  }
  return { provider: PROVIDER_TEXT, outputs };
}

/** @returns {string | undefined} The folder of the newest version that has states. */
function newestFolder() {
  const versions = fs
    .readdirSync(STATES, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && /^\d+\.\d+\.\d+$/.test(entry.name))
    .map((entry) => entry.name)
    .sort((a, b) => a.localeCompare(b, "en", { numeric: true }));
  const newest = versions.at(-1);
  return newest === undefined ? undefined : path.join(STATES, newest);
}

/**
 * @param {Shape} recorded
 * @param {Shape} current
 * @returns {string[]} One line for each difference.
 */
function differences(recorded, current) {
  const lines = [];
  if (recorded.provider !== current.provider) {
    lines.push("the text of __provider is another one");
  }
  const programs = new Set([...Object.keys(recorded.outputs), ...Object.keys(current.outputs)]);
  for (const program of programs) {
    const before = recorded.outputs[program] ?? {};
    const now = current.outputs[program] ?? {};
    for (const name of new Set([...Object.keys(before), ...Object.keys(now)])) {
      if (before[name] !== now[name]) {
        lines.push(
          `${program}: ${name} was ${before[name] ?? "absent"}, is ${now[name] ?? "absent"}`,
        );
      }
    }
  }
  return lines;
}

module.exports = { STATES, SHAPE_FILE, currentShape, differences, newestFolder, typesOf };
