import { execFile } from "node:child_process";
import { promisify } from "node:util";
import type { Outcome } from "./one-call";

const run = promisify(execFile);

/** One call from a new process that trusts this certificate authority besides those of Node. */
export async function callTrusting(
  authorityFile: string,
  endpoint: string,
  variables: Readonly<Record<string, string>> = {},
): Promise<Outcome> {
  const { stdout } = await run(
    process.execPath,
    ["-r", "ts-node/register", require.resolve("./one-call"), endpoint],
    {
      env: {
        PATH: process.env["PATH"],
        HOME: process.env["HOME"],
        TS_NODE_TRANSPILE_ONLY: "1",
        NODE_EXTRA_CA_CERTS: authorityFile,
        ...variables,
      },
      timeout: 60_000,
    },
  );
  return JSON.parse(stdout) as Outcome;
}
