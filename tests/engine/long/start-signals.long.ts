import { canLook, SIGNALS, startNpm, type NpmScript } from "../../processes/npm-script";

const START_WITHIN_MS = 60_000;

describe("npm start, when npm gets a signal", () => {
  let script: NpmScript | undefined;
  before(function () {
    if (!canLook) {
      this.skip();
    }
  });
  afterEach(() => script?.dispose());

  for (const signal of SIGNALS) {
    it(`ends the engine and its hosts: ${signal}`, async () => {
      const start = startNpm(["start"]);
      script = start;
      const isRunning = (name: RegExp) => start.commandLines().some((line) => name.test(line));
      const isCreating = () =>
        isRunning(/pulumi up/) && isRunning(/cmd\/dynamic-provider\//) && isRunning(/cmd\/run\//);
      await start.until("creating a task", isCreating, START_WITHIN_MS);
      await start.endBy(signal);
    });
  }
});
