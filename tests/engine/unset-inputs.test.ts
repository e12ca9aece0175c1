import assert from "node:assert/strict";
import { ARGS, createStack, program, UP } from "../harness/stack";

describe("an input that the service cannot unset, on the real engine", () => {
  it("is refused in the preview and in up, and given up by a replacement", async () => {
    const stack = await createStack(program({ cu: 1.5 }));
    try {
      await stack.succeed(UP);
      await stack.project.write("index.js", program());
      await stack.takeCalls();
      const message =
        'Cannot update task "orders_copy" (region cn-shanghai, workspace 10000, file 1000001): the program no longer sets cu, and the service cannot unset it.\n' +
        "Nothing was called.\nNext: Set cu: 1.5 as before, or to another value. Only a new task can be without: " +
        "`pulumi up --replace <URN>` deletes this one and creates a new one.";
      for (const args of [["preview"], UP, [...UP, "--refresh"]]) {
        const { exitCode, text } = await stack.pulumi(args);
        assert.notEqual(exitCode, 0);
        assert.ok(text.replace(/\n +/g, "\n").includes(message), text);
        assert.deepEqual(await stack.takeWrites(), []);
      }
      await stack.succeed(["refresh", "--yes", "--expect-no-changes"]);

      const task = (await stack.project.state()).find(({ id }) => id === "10000:1000001");
      await stack.succeed([...UP, "--replace", task?.urn ?? ""]);
      const { cu, resourceGroup } = stack.emulator.task("1000002") ?? {};
      assert.deepEqual({ cu, resourceGroup }, { cu: null, resourceGroup: ARGS.resourceGroup });
      await stack.succeed(["preview", "--expect-no-changes"]);
    } finally {
      await stack.dispose();
    }
  });
});
