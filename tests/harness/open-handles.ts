import type { RootHookObject } from "mocha";

/** What keeps the process alive after a test, by kind. */
interface Look {
  readonly test: string;
  readonly countByKind: ReadonlyMap<string, number>;
}

/** For what is being closed when the last test ends. */
const GRACE_MS = 2_000;

function countByKind(): Map<string, number> {
  const counts = new Map<string, number>();
  for (const kind of process.getActiveResourcesInfo()) {
    counts.set(kind, (counts.get(kind) ?? 0) + 1);
  }
  return counts;
}

/** The test since which there were always at least so many of a kind. */
function leftBy(looks: readonly Look[], kind: string, count: number): string {
  const hadFewer = looks.map((look) => (look.countByKind.get(kind) ?? 0) < count);
  return looks[hadFewer.lastIndexOf(true) + 1]?.test ?? "after the last test";
}

/** Names the tests that left something open, where that keeps the process alive; mocha must not force the exit. */
function openHandleHooks(): RootHookObject {
  const looks: Look[] = [];
  const atStart = countByKind();

  function failOnOpenHandles(): void {
    const lines = [...countByKind()].flatMap(([kind, count]) =>
      Array.from({ length: Math.max(0, count - (atStart.get(kind) ?? 0)) }, (_, index) => {
        const nth = index + 1 + (atStart.get(kind) ?? 0);
        return `  ${kind}: ${leftBy(looks, kind, nth)}`;
      }),
    );
    // Written at once: the process ends now.
    process.stderr.write(`Left open, and so the process does not end:\n${lines.join("\n")}\n`);
    // After mocha's own listener, which sets the code of the tests.
    process.on("exit", () => {
      process.exitCode = 1;
    });
    process.exit();
  }

  return {
    afterEach(this: Mocha.Context) {
      const { currentTest } = this;
      const title = `${currentTest?.file ?? ""}: ${currentTest?.fullTitle() ?? ""}`;
      looks.push({ test: title, countByKind: countByKind() });
    },
    afterAll() {
      // Without a reference it fires only where something else keeps the process alive.
      setTimeout(failOnOpenHandles, GRACE_MS).unref();
    },
  };
}

export const mochaHooks = openHandleHooks();
