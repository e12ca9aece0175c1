// @ts-check
"use strict";

const fs = require("node:fs");
const path = require("node:path");
const { MINIMUM_VERSION, isNewEnough, readVersion } = require("./version");

const LANGUAGE_HOST = "pulumi-language-nodejs";

/** @param {string} file */
function isExecutable(file) {
  try {
    fs.accessSync(file, fs.constants.X_OK);
    return fs.statSync(file).isFile();
  } catch {
    return false;
  }
}

/**
 * @param {string} name
 * @param {readonly string[]} folders
 */
function findIn(name, folders) {
  const names = process.platform === "win32" ? [`${name}.exe`] : [name];
  return folders
    .flatMap((folder) => names.map((file) => path.join(folder, file)))
    .find(isExecutable);
}

/**
 * A `pulumi` on PATH that can run Node.js programs.
 * @param {string[]} refusals Gets the reason why one that is there is not used.
 * @returns {Promise<{ path: string, version: string } | undefined>}
 */
async function findOnPath(refusals) {
  const folders = (process.env["PATH"] ?? "").split(path.delimiter).filter(Boolean);
  const executable = findIn("pulumi", folders);
  if (executable === undefined) {
    refusals.push("there is no pulumi on PATH");
    return undefined;
  }
  const version = await readVersion(executable);
  if (version === undefined) {
    refusals.push(`${executable} does not run`);
    return undefined;
  }
  if (!isNewEnough(version)) {
    refusals.push(`${executable} is ${version}, older than ${MINIMUM_VERSION}`);
    return undefined;
  }
  const beside = path.dirname(fs.realpathSync(executable));
  if (findIn(LANGUAGE_HOST, [...folders, beside]) === undefined) {
    refusals.push(`${executable} has no ${LANGUAGE_HOST} beside it or on PATH`);
    return undefined;
  }
  return { path: executable, version };
}

module.exports = { findOnPath, LANGUAGE_HOST };
