import assert from "node:assert/strict";
import {
  assertStateIsTrue,
  liveState,
  onStack,
  onStackAfterUp,
  rewrite,
  storedIds,
} from "../harness/several-tasks";
import { UP } from "../harness/stack";

const ID = "10000:1000001";
const RUNNING = '{ desiredState: "running" }';
const BEFORE = `task("a", ${RUNNING});`;
const DROPPED =
  /file 1000001.* was taken over by another resource of this stack: this entry is removed from the state, and the task stays/;

describe("a task that another resource takes over, on the real engine", function () {
  this.timeout(60_000);

  for (const [title, options] of [
    ["another provider", "{}"],
    [
      "another provider whose host has another HOME and TMPDIR",
      '{ envVarMappings: { OTHER_TMPDIR: "TMPDIR", OTHER_HOME: "HOME" } }',
    ],
  ] as const) {
    it(
      `is kept where it is imported under another name at ${title}`,
      onStackAfterUp(BEFORE, async (stack) => {
        await stack.project.write("other/.keep", "");
        const other = `${stack.project.directory}/other`;
        await rewrite(
          stack,
          `const p = new dataworks.Provider("p", {}, ${options});
task("b", ${RUNNING}, { provider: p, import: "${ID}" });`,
        );
        await stack.takeWrites();
        const up = await stack.succeed(["up", "--yes"], { OTHER_TMPDIR: other, OTHER_HOME: other });
        assert.equal(liveState(stack, "1000001"), "RUN");
        assert.deepEqual(await stack.takeWrites(), []);
        assert.deepEqual(await storedIds(stack), { b: ID });
        assert.match(up.text, DROPPED);
      }),
    );
  }

  it(
    "is kept where a component with other providers adopts it",
    onStack(async (stack) => {
      const args = '{ desiredState: "stopped", onExisting: "adopt" }';
      await rewrite(stack, `task("a", ${args});`);
      await stack.succeed(UP);
      await rewrite(
        stack,
        `const p = new dataworks.Provider("p", {});
const team = new pulumi.ComponentResource("orders:index:Team", "team", {}, { providers: [p] });
task("a", ${args}, { parent: team });`,
      );
      const up = await stack.succeed(UP);
      await assertStateIsTrue(stack);
      assert.deepEqual(await storedIds(stack), { a: ID });
      assert.match(up.text, DROPPED);
      await stack.succeed([...UP, "--refresh", "--expect-no-changes"]);
    }),
  );

  for (const [title, provider] of [
    ["", ""],
    [" at another provider", 'provider: new dataworks.Provider("p", {}),'],
  ] as const) {
    it(
      `is kept where the up that took it over${title} failed, and the next one drops the old entry`,
      onStackAfterUp(BEFORE, async (stack) => {
        const b = `const b = task("b", ${RUNNING}, { ${provider} import: "${ID}" });`;
        const nowhere =
          '{ taskName: "c", fileFolderPath: "Business Flow/nowhere/Data Integration" }';
        await rewrite(stack, `${b}\ntask("c", ${nowhere}, { dependsOn: b });`);
        assert.notEqual((await stack.pulumi(UP)).exitCode, 0);
        assert.deepEqual(await storedIds(stack), { a: ID, b: ID });

        await rewrite(stack, b);
        await stack.takeWrites();
        const up = await stack.succeed(UP);
        assert.equal(liveState(stack, "1000001"), "RUN");
        assert.deepEqual(await stack.takeWrites(), []);
        assert.deepEqual(await storedIds(stack), { b: ID });
        assert.match(up.text, DROPPED);
      }),
    );
  }

  it(
    "is kept where the take-over is refused and the command goes on with the old entry",
    onStackAfterUp(BEFORE, async (stack) => {
      stack.emulator.console.addFolder("Business Flow/quickstart/Data Integration/moved");
      await stack.control("PATCH", "tasks/1000001", {
        folder: "Business Flow/quickstart/Data Integration/moved",
      });
      await rewrite(stack, `task("b", ${RUNNING}, { import: "${ID}" });`);
      await stack.takeWrites();
      const up = await stack.pulumi([...UP, "--continue-on-error"]);
      assert.equal(liveState(stack, "1000001"), "RUN");
      assert.deepEqual(await stack.takeWrites(), []);
      assert.deepEqual(await storedIds(stack), { a: ID });
      assert.notEqual(up.exitCode, 0);
    }),
  );
});
