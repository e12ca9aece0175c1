/** Starts the emulator from its sources, in this process. */
export function main(): Promise<number> {
  // The emulator's own listeners close its server first.
  process.removeAllListeners("SIGINT");
  process.removeAllListeners("SIGTERM");
  require("../emulator/main");
  return Promise.resolve(0);
}
