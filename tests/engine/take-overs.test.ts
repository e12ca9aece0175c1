import assert from "node:assert/strict";
import { assertStateIsTrue, liveState, onStage, rewrite, storedIds } from "./several-tasks";
import { UP } from "./stage";

const ID = "10000:1000001";
const RUNNING = '{ desiredState: "running" }';
const BEFORE = `task("a", ${RUNNING});`;
const DROPPED =
  /file 1000001.* was taken over by another resource of this stack: this entry is dropped, and the task stays/;

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
      onStage(async (stage) => {
        await rewrite(stage, BEFORE);
        await stage.succeed(UP);
        await stage.workbench.write("other/.keep", "");
        const other = `${stage.workbench.directory}/other`;
        await rewrite(
          stage,
          `const p = new dataworks.Provider("p", {}, ${options});
task("b", ${RUNNING}, { provider: p, import: "${ID}" });`,
        );
        await stage.takeWrites();
        const up = await stage.succeed(["up", "--yes"], { OTHER_TMPDIR: other, OTHER_HOME: other });
        assert.equal(liveState(stage, "1000001"), "RUN");
        assert.deepEqual(await stage.takeWrites(), []);
        assert.deepEqual(await storedIds(stage), { b: ID });
        assert.match(up.text, DROPPED);
      }),
    );
  }

  it(
    "is kept where a component with other providers adopts it",
    onStage(async (stage) => {
      const args = '{ desiredState: "stopped", onExisting: "adopt" }';
      await rewrite(stage, `task("a", ${args});`);
      await stage.succeed(UP);
      await rewrite(
        stage,
        `const p = new dataworks.Provider("p", {});
const team = new pulumi.ComponentResource("orders:index:Team", "team", {}, { providers: [p] });
task("a", ${args}, { parent: team });`,
      );
      const up = await stage.succeed(UP);
      await assertStateIsTrue(stage);
      assert.deepEqual(await storedIds(stage), { a: ID });
      assert.match(up.text, DROPPED);
      await stage.succeed([...UP, "--refresh", "--expect-no-changes"]);
    }),
  );

  for (const [title, provider] of [
    ["", ""],
    [" at another provider", 'provider: new dataworks.Provider("p", {}),'],
  ] as const) {
    it(
      `is kept where the up that took it over${title} failed, and the next one drops the old entry`,
      onStage(async (stage) => {
        await rewrite(stage, BEFORE);
        await stage.succeed(UP);
        const b = `const b = task("b", ${RUNNING}, { ${provider} import: "${ID}" });`;
        const nowhere =
          '{ taskName: "c", fileFolderPath: "Business Flow/nowhere/Data Integration" }';
        await rewrite(stage, `${b}\ntask("c", ${nowhere}, { dependsOn: b });`);
        assert.notEqual((await stage.pulumi(UP)).exitCode, 0);
        assert.deepEqual(await storedIds(stage), { a: ID, b: ID });

        await rewrite(stage, b);
        await stage.takeWrites();
        const up = await stage.succeed(UP);
        assert.equal(liveState(stage, "1000001"), "RUN");
        assert.deepEqual(await stage.takeWrites(), []);
        assert.deepEqual(await storedIds(stage), { b: ID });
        assert.match(up.text, DROPPED);
      }),
    );
  }

  it(
    "is kept where the take-over is refused and the command goes on with the old entry",
    onStage(async (stage) => {
      await rewrite(stage, BEFORE);
      await stage.succeed(UP);
      stage.emulator.console.addFolder("Business Flow/quickstart/Data Integration/moved");
      await stage.control("PATCH", "tasks/1000001", {
        folder: "Business Flow/quickstart/Data Integration/moved",
      });
      await rewrite(stage, `task("b", ${RUNNING}, { import: "${ID}" });`);
      await stage.takeWrites();
      const up = await stage.pulumi([...UP, "--continue-on-error"]);
      assert.equal(liveState(stage, "1000001"), "RUN");
      assert.deepEqual(await stage.takeWrites(), []);
      assert.deepEqual(await storedIds(stage), { a: ID });
      assert.notEqual(up.exitCode, 0);
    }),
  );
});
