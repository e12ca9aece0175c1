import { parseArgs } from "node:util";
import { startEmulator, type Emulator } from "./index";

const DEFAULT_PORT = "9900";
const DEFAULT_HOST = "127.0.0.1";
const USAGE = "use --port <0 to 65535>, --host <address> and --seed <JSON file>";

interface Settings {
  readonly port: number;
  readonly host: string;
  readonly seed?: string;
}

/** A usage error, explained in one sentence. */
class UsageError extends Error {
  override readonly name = "UsageError";
}

function parseSettings(args: readonly string[]): Settings {
  let values: { port: string; host: string; seed?: string };
  try {
    ({ values } = parseArgs({
      args: [...args],
      options: {
        port: { type: "string", default: DEFAULT_PORT },
        host: { type: "string", default: DEFAULT_HOST },
        seed: { type: "string" },
      },
    }));
  } catch (cause) {
    const unknown = args.find((arg) => !/^--(port|host|seed)(=|$)/.test(arg));
    throw new UsageError(`the option ${unknown ?? args.join(" ")} is not understood; ${USAGE}`, {
      cause,
    });
  }
  const port = Number(values.port);
  if (!/^\d{1,5}$/.test(values.port) || port > 65_535) {
    throw new UsageError(`the port ${values.port} is not a number from 0 to 65535; ${USAGE}`);
  }
  return { ...values, port };
}

function failureText({ host, port, seed }: Settings, cause: NodeJS.ErrnoException): string {
  if (cause.code === "EADDRINUSE") {
    return `the port ${port} is in use on ${host}; choose another with --port`;
  }
  return cause.syscall === "listen" || seed === undefined
    ? `cannot listen on ${host}:${port}: ${cause.message}`
    : `the seed ${seed} cannot be used: ${cause.message}`;
}

async function listen(settings: Settings): Promise<Emulator> {
  try {
    return await startEmulator({
      ...settings,
      warn: (text) => process.stderr.write(`warning: ${text}\n`),
    });
  } catch (cause) {
    throw new UsageError(failureText(settings, cause as NodeJS.ErrnoException), { cause });
  }
}

async function main(args: readonly string[]): Promise<void> {
  const settings = parseSettings(args);
  const emulator = await listen(settings);
  process.stdout.write(`listening on ${emulator.url}\n`);
  // Not `once`: a terminal's Ctrl-C reaches this process directly and again through a parent that forwards it.
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    process.on(signal, () => void emulator.stop().then(() => process.exit(0)));
  }
}

main(process.argv.slice(2)).catch((cause: unknown) => {
  process.stderr.write(`emulator: ${cause instanceof Error ? cause.message : String(cause)}\n`);
  process.exitCode = 1;
});
