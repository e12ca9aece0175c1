// @ts-check
"use strict";

// What a `process_command` of a CLI profile prints.
process.stdout.write(
  JSON.stringify({ mode: "AK", access_key_id: "command-id", access_key_secret: "command-secret" }),
);
