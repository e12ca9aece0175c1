// @ts-check
"use strict";

const fs = require("node:fs");
const path = require("node:path");
const { ensureBuild, ensureDependencies, root } = require("./setup");
const { runStep, runTool } = require("./step");

const FILE = path.join(root, "docs/emulator.md");

/** @param {unknown} value */
const code = (value) => `\`${String(value)}\``;

/** The table of quirks as it stands between its marks in docs/emulator.md. */
function quirkTable() {
  const { QUIRKS } = require(path.join(root, "dist/emulator/quirks.js"));
  const rows = Object.entries(QUIRKS).map(([name, row]) => {
    const allowed = Array.isArray(row.allowed) ? row.allowed.map(code).join(", ") : row.allowed;
    return `| ${code(name)} | ${code(row.default)} | ${allowed} | ${row.meaning} | ${row.source} |`;
  });
  return [
    "| quirk | default | values | meaning | what the documentation says |",
    "| --- | --- | --- | --- | --- |",
    ...rows,
  ].join("\n");
}

/** @param {string} text @param {string} table */
function withTable(text, table) {
  return text.replace(
    /(<!-- quirks[^>]*-->\n)[\s\S]*?(<!-- \/quirks -->)/,
    (_all, start, end) => `${start}\n${table}\n\n${end}`,
  );
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
  fs.writeFileSync(FILE, withTable(fs.readFileSync(FILE, "utf8"), quirkTable()));
  await runStep("npm", ["run", "--silent", "format", "--", FILE], { cwd: root, cure: "" });
  return 0;
}

if (require.main === module) {
  runTool(writeDocs);
}

module.exports = { FILE, quirkTable, withTable, withoutPadding };
