import { parseArgs } from "node:util";
import { startEmulator, type Emulator } from "./index";

const DEFAULT_PORT = "9900";
const DEFAULT_HOST = "127.0.0.1";
const LOOPBACK: ReadonlySet<string> = new Set(["127.0.0.1", "localhost", "::1"]);
const USAGE = "use --port <0 to 65535> and --host <address>";

interface Settings {
  readonly port: number;
  readonly host: string;
}

/** Something that the caller has to mend; told in one sentence. */
class UsageError extends Error {
  override readonly name = "UsageError";
}

function parseSettings(args: readonly string[]): Settings {
  let values: { port: string; host: string };
  try {
    ({ values } = parseArgs({
      args: [...args],
      options: {
        port: { type: "string", default: DEFAULT_PORT },
        host: { type: "string", default: DEFAULT_HOST },
      },
    }));
  } catch (cause) {
    const unknown = args.find((arg) => !/^--(port|host)(=|$)/.test(arg));
    throw new UsageError(`the option ${unknown ?? args.join(" ")} is not understood; ${USAGE}`, {
      cause,
    });
  }
  const port = Number(values.port);
  if (!/^\d{1,5}$/.test(values.port) || port > 65_535) {
    throw new UsageError(`the port ${values.port} is not a number from 0 to 65535; ${USAGE}`);
  }
  return { port, host: values.host };
}

async function listen(settings: Settings): Promise<Emulator> {
  try {
    return await startEmulator(settings);
  } catch (cause) {
    const { code, message } = cause as NodeJS.ErrnoException;
    const where = `${settings.host}:${settings.port}`;
    const reason =
      code === "EADDRINUSE"
        ? `the port ${settings.port} is in use on ${settings.host}; choose another with --port`
        : `cannot listen on ${where}: ${message}`;
    throw new UsageError(reason, { cause });
  }
}

async function main(args: readonly string[]): Promise<void> {
  const settings = parseSettings(args);
  const emulator = await listen(settings);
  if (!LOOPBACK.has(settings.host)) {
    process.stderr.write(
      `warning: everybody who reaches ${settings.host} can use and control this emulator\n`,
    );
  }
  process.stdout.write(`listening on ${emulator.url}\n`);
  // Not once: a terminal's Ctrl-C reaches a parent that passes it on as well as this process.
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    process.on(signal, () => void emulator.stop().then(() => process.exit(0)));
  }
}

main(process.argv.slice(2)).catch((cause: unknown) => {
  process.stderr.write(`emulator: ${cause instanceof Error ? cause.message : String(cause)}\n`);
  process.exitCode = 1;
});
