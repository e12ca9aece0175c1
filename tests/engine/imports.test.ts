import assert from "node:assert/strict";
import { assertStateIsTrue, liveState, onStage, rewrite, storedIds } from "./several-tasks";
import { UP } from "./stage";

const ID = "10000:1000001";
const RUNNING = '{ desiredState: "running" }';
const A = `task("a", ${RUNNING});`;
const IMPORTED = `task("b", ${RUNNING}, { import: "${ID}" });`;
const MOVED = "Business Flow/quickstart/Data Integration/moved";
const REFRESHED = [...UP, "--refresh"];

describe("the option import on the real engine", function () {
  this.timeout(60_000);

  it(
    "keeps a task that is renamed in the program under up --refresh",
    onStage(async (stage) => {
      await rewrite(stage, A);
      await stage.succeed(UP);
      await rewrite(stage, IMPORTED);
      await stage.takeWrites();
      await stage.succeed(REFRESHED);
      assert.equal(liveState(stage, "1000001"), "RUN");
      assert.deepEqual(await stage.takeWrites(), []);
      assert.deepEqual(await storedIds(stage), { b: ID });
      await stage.succeed([...REFRESHED, "--expect-no-changes"]);
    }),
  );

  it(
    "is refused under up --refresh where the task was moved to another folder, and nothing is lost",
    onStage(async (stage) => {
      await rewrite(stage, A);
      await stage.succeed(UP);
      await stage.control("POST", "folders", { path: MOVED });
      await stage.control("PATCH", "tasks/1000001", { folder: MOVED });
      await rewrite(stage, IMPORTED);
      await stage.takeWrites();
      const up = await stage.pulumi(REFRESHED);
      assert.equal(liveState(stage, "1000001"), "RUN");
      assert.deepEqual(await stage.takeWrites(), []);
      assert.deepEqual(await storedIds(stage), { a: ID });
      assert.notEqual(up.exitCode, 0);

      // What it asks for is enough.
      await rewrite(
        stage,
        `task("b", { ...${RUNNING}, fileFolderPath: "${MOVED}" }, { import: "${ID}" });`,
      );
      await stage.succeed(REFRESHED);
      assert.equal(liveState(stage, "1000001"), "RUN");
      assert.deepEqual(await storedIds(stage), { b: ID });
    }),
  );

  it(
    "may stay after its task is gone: up --refresh makes a new one with a warning, once",
    onStage(async (stage) => {
      await rewrite(stage, A);
      await stage.succeed(UP);
      await rewrite(stage, IMPORTED);
      await stage.succeed(UP);
      await stage.control("PATCH", "tasks/1000001", {
        fileGone: true,
        deployed: false,
        runState: "NORUN",
      });
      const up = await stage.succeed(REFRESHED);
      await assertStateIsTrue(stage);
      assert.deepEqual(await storedIds(stage), { b: "10000:1000002" });
      assert.equal(liveState(stage, "1000002"), "RUN");
      assert.match(up.text, /10000:1000001/);
      await stage.succeed([...REFRESHED, "--expect-no-changes"]);
    }),
  );

  for (const [title, both] of [
    [
      "that another resource keeps is refused",
      `const a = ${A}\n${IMPORTED.replace("{ import", "{ dependsOn: a, import")}`,
    ],
    [
      "fails the resource that keeps the task, where it came first",
      `const b = ${IMPORTED}\n${A.replace(");", ", { dependsOn: b });")}`,
    ],
  ] as const) {
    it(
      `of a task ${title}, and the way back loses nothing`,
      onStage(async (stage) => {
        await rewrite(stage, A);
        await stage.succeed(UP);
        await rewrite(stage, both);
        await stage.takeWrites();
        const up = await stage.pulumi(UP);
        assert.deepEqual(await stage.takeWrites(), []);
        assert.notEqual(up.exitCode, 0);

        await rewrite(stage, A);
        await stage.succeed(UP);
        assert.equal(liveState(stage, "1000001"), "RUN");
        assert.deepEqual(await stage.takeWrites(), []);
        assert.deepEqual(await storedIds(stage), { a: ID });
      }),
    );
  }
});
