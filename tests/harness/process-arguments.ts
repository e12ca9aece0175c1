import { readdirSync, readFileSync } from "node:fs";

const LOOK_EVERY_MS = 300;

function argumentsOf(processId: string): string {
  try {
    return readFileSync(`/proc/${processId}/cmdline`, "utf8").replaceAll("\0", " ");
  } catch {
    // It ended meanwhile.
    return "";
  }
}

/** The arguments of all processes of this machine, as anybody on it can see them. Linux shows them as files. */
export function watchArguments(): { stop(): string } {
  const seen = new Set<string>();
  const look = () => {
    for (const name of readdirSync("/proc").filter((entry) => /^\d+$/.test(entry))) {
      seen.add(argumentsOf(name));
    }
  };
  const timer = setInterval(look, LOOK_EVERY_MS);
  return {
    stop() {
      clearInterval(timer);
      return [...seen].join("\n");
    },
  };
}
