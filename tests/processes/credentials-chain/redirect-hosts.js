// @ts-check
"use strict";

const http = require("node:http");
const https = require("node:https");

/**
 * Loaded with `--require`: sends what is meant for the hosts that the credentials library has built in to this machine, by the JSON in
 * `TEST_HOSTS` (host to port). The Host header and the name that the certificate must bear stay. Any other host than this machine fails.
 *
 * @param {typeof http | typeof https} module
 */
function redirect(module) {
  const request = /** @type {(options: object) => http.ClientRequest} */ (module.request);
  /** @param {any} options as httpx hands them over. */
  const redirected = (options) => {
    const { host } = options;
    if (host === "127.0.0.1") {
      return request(options);
    }
    const port = JSON.parse(process.env["TEST_HOSTS"] ?? "{}")[host];
    if (port === undefined) {
      throw new Error(`A test must not call ${host}`);
    }
    const headers = { ...options.headers, host };
    return request({ ...options, headers, host: "127.0.0.1", port, servername: host });
  };
  module.request = /** @type {typeof module.request} */ (redirected);
}

redirect(http);
redirect(https);
