// @ts-check
"use strict";

const fs = require("node:fs");
const path = require("node:path");
const { ensureBuild, ensureDependencies, root } = require("./setup");
const { runStep, runTool } = require("./step");

/** @typedef {import("../provider/lifecycle/run-state/live-state").LiveClass} LiveClass */
/** @typedef {import("../provider/lifecycle/run-state/steps").Change} Change */
/** @typedef {import("../provider/lifecycle/run-state/steps").Step} Step */
/** @typedef {import("../provider/lifecycle/run-state/steps").Wish} Wish */

/** @type {Readonly<Record<Wish, string>>} */
const WISHES = {
  asFound: "unset",
  undeployed: "undeployed",
  stopped: "stopped",
  running: "running",
};

/** @type {Readonly<Record<LiveClass, string>>} */
const LIVE_CLASSES = {
  running: "running (RUN, WAIT)",
  stopping: "stopping (KILLING)",
  stopped: "stopped (PAUSE, or NORUN where deployed)",
  undeployed: "undeployed (no state, or NORUN)",
  unknown: "unknown (any other word)",
};

/** @type {Readonly<Record<Change, string>>} */
const CHANGES = {
  nothing: "nothing new",
  startSettings: "new start settings",
  definition: "new definition, or unfinished",
};

/** @type {Readonly<Record<Step, string>>} */
const STEPS = {
  update: "update",
  deploy: "deploy",
  stop: "stop",
  waitUntilStopped: "wait for the stop",
  undeploy: "undeploy",
  start: "start",
  waitUntilRunning: "wait for the start",
};

/**
 * What a task is after a step; a step that is missing leaves it as it is.
 * @type {Readonly<Partial<Record<Step, LiveClass>>>}
 */
const LEAVES = {
  stop: "stopping",
  waitUntilStopped: "stopped",
  undeploy: "undeployed",
  start: "running",
  waitUntilRunning: "running",
};

/**
 * @template {string} Key
 * @param {Readonly<Record<Key, unknown>>} table
 */
const keysOf = (table) => /** @type {Key[]} */ (Object.keys(table));

/** @param {unknown} value */
const code = (value) => `\`${String(value)}\``;

/**
 * @param {readonly string[]} titles
 * @param {readonly (readonly string[])[]} rows
 */
function markdownTable(titles, rows) {
  const line = (/** @type {readonly string[]} */ cells) => `| ${cells.join(" | ")} |`;
  return [titles, titles.map(() => "---"), ...rows].map(line).join("\n");
}

function quirkTable() {
  const { QUIRKS } = require(path.join(root, "dist/emulator/quirks.js"));
  const rows = Object.entries(QUIRKS).map(([name, row]) => {
    const allowed = Array.isArray(row.allowed) ? row.allowed.map(code).join(", ") : row.allowed;
    return [code(name), code(row.default), allowed, row.meaning, row.source];
  });
  return markdownTable(
    ["quirk", "default", "values", "meaning", "what the documentation says"],
    rows,
  );
}

function operationTable() {
  const { OPERATIONS } = require(path.join(root, "dist/emulator/operations/index.js"));
  const rows = [...OPERATIONS.values()].map(({ action, page, parameters, writes }) => {
    const names = parameters.map((/** @type {{ name: string }} */ { name }) => code(name));
    return [`[${action}](${page})`, writes ? "yes" : "no", names.join(", ")];
  });
  return markdownTable(["operation", "writes", "parameters"], rows);
}

/**
 * @param {Wish} wish
 * @param {LiveClass} live
 * @param {Change} change
 * @returns {readonly Step[]}
 */
function stepsOf(wish, live, change) {
  const { stepsFor } = require(path.join(root, "dist/provider/lifecycle/run-state/steps.js"));
  return stepsFor({ wish, live, change });
}

/** @param {readonly Step[]} steps */
const stepsText = (steps) => steps.map((step) => STEPS[step]).join(", ");

/** The steps of every situation: a row for a wish and a live class, a column for each change. */
function stepTable() {
  const changes = keysOf(CHANGES);
  const rows = keysOf(WISHES).flatMap((wish) =>
    keysOf(LIVE_CLASSES).map((live) => {
      const cells = changes.map((change) => stepsText(stepsOf(wish, live, change)) || "–");
      return [WISHES[wish], live, ...cells];
    }),
  );
  return markdownTable(["wish", "live", ...changes.map((change) => CHANGES[change])], rows);
}

/**
 * @param {LiveClass} live
 * @param {readonly Step[]} steps
 */
function liveAfter(live, steps) {
  let after = live;
  for (const step of steps) {
    // A deploy does not touch what runs.
    const deployed = step === "deploy" && after === "undeployed" ? "stopped" : after;
    after = LEAVES[step] ?? deployed;
  }
  return after;
}

/**
 * The arrows that leave a live class; wishes that take the same steps share one.
 * @param {LiveClass} live
 */
function arrowsFrom(live) {
  /** @type {Map<string, string[]>} */
  const wishesByArrow = new Map();
  for (const wish of keysOf(WISHES)) {
    const steps = stepsOf(wish, live, "nothing");
    const arrow = `${liveAfter(live, steps)} : ${stepsText(steps) || "nothing to do"}`;
    wishesByArrow.set(arrow, [...(wishesByArrow.get(arrow) ?? []), WISHES[wish]]);
  }
  return [...wishesByArrow].map(
    ([arrow, wishes]) => `    ${live} --> ${arrow} (${wishes.join(", ")})`,
  );
}

/** From every live class to what the wish, in brackets, makes of it where nothing else is new. */
function stateDiagram() {
  const lives = keysOf(LIVE_CLASSES);
  const names = lives.map((live) => `    ${live} : ${LIVE_CLASSES[live]}`);
  return ["```mermaid", "stateDiagram-v2", ...names, ...lives.flatMap(arrowsFrom), "```"].join(
    "\n",
  );
}

/** Every part of the documents that is made from the code, by the mark around it. */
const GENERATED = [
  { file: "docs/emulator.md", mark: "operations", make: operationTable },
  { file: "docs/emulator.md", mark: "quirks", make: quirkTable },
  { file: "docs/life-of-a-task.md", mark: "diagram", make: stateDiagram },
  { file: "docs/life-of-a-task.md", mark: "steps", make: stepTable },
].map(({ file, ...part }) => ({ ...part, file: path.join(root, file) }));

/**
 * Puts a generated part between `<!-- mark: … -->` and `<!-- /mark -->`.
 * @param {string} text
 * @param {string} mark
 * @param {string} part
 */
function withGenerated(text, mark, part) {
  const pattern = new RegExp(`(<!-- ${mark}:[^>]*-->\\n)[\\s\\S]*?(<!-- /${mark} -->)`);
  if (!pattern.test(text)) {
    throw new Error(`The document has no marks <!-- ${mark}: … --> and <!-- /${mark} -->`);
  }
  return text.replace(pattern, (_all, start, end) => `${start}\n${part}\n\n${end}`);
}

/**
 * The formatter pads tables, which says nothing.
 * @param {string} text
 */
function withoutPadding(text) {
  return text.replace(/ +\|/g, " |").replace(/-{3,}/g, "---");
}

async function writeDocs() {
  await ensureDependencies();
  await ensureBuild();
  for (const { file, mark, make } of GENERATED) {
    fs.writeFileSync(file, withGenerated(fs.readFileSync(file, "utf8"), mark, make()));
  }
  const files = [...new Set(GENERATED.map(({ file }) => file))];
  await runStep("npm", ["run", "--silent", "format", "--", ...files], { cwd: root, cure: "" });
  return 0;
}

if (require.main === module) {
  runTool(writeDocs);
}

module.exports = { GENERATED, withGenerated, withoutPadding };
