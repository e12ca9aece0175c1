import assert from "node:assert/strict";
import { ARGS, createStage, DESTROY, UP, type Stage } from "./stage";

const CANARY = "canary-password-3e1f";

/** A program whose content holds a secret, as an object or as JSON text. */
function secretProgram(form: "object" | "text", batchSize: number): string {
  const content = `pulumi.output({
  type: "job",
  steps: [{ name: "reader", parameter: { password: pulumi.secret("${CANARY}"), batchSize: ${batchSize} } }],
})`;
  const taskContent = form === "object" ? content : `pulumi.jsonStringify(${content})`;
  return `const pulumi = require("@pulumi/pulumi");
const dataworks = require("pulumi-dataworks");
const orders = new dataworks.DISyncTask("orders", { ...${JSON.stringify(ARGS)}, taskContent: ${taskContent} });
exports.fileId = orders.fileId;
`;
}

describe("a secret inside the content, on the real engine", () => {
  for (const form of ["object", "text"] as const) {
    it(`stays encrypted in every state and is never shown, given as ${form}`, async () => {
      const stage: Stage = await createStage(secretProgram(form, 1));
      const printed: string[] = [];
      const run = async (args: readonly string[]) => {
        const { text } = await stage.succeed(args);
        printed.push(text);
        assert.equal((await stage.workbench.stateText()).includes(CANARY), false, args.join(" "));
      };
      try {
        await run(UP);
        assert.ok(stage.emulator.store.task("1000001")?.content.includes(CANARY));
        await run(["refresh", "--yes", "--skip-preview", "--expect-no-changes"]);

        // Somebody changes a value beside the secret.
        const content = stage.emulator.store.task("1000001")?.content ?? "";
        await stage.control("PATCH", "tasks/1000001", {
          content: content.replace('"batchSize":1', '"batchSize":2'),
        });
        await run(["refresh", "--yes", "--skip-preview", "--diff"]);
        await run(["preview", "--diff"]);
        await stage.workbench.write("index.js", secretProgram(form, 3));
        await run([...UP, "--diff"]);
        await run(["refresh", "--yes", "--skip-preview", "--expect-no-changes"]);

        await stage.control("POST", "faults", {
          action: "DeleteDISyncTask",
          kind: "refuse",
          message: "no",
        });
        printed.push((await stage.pulumi(DESTROY)).text);
        await run(DESTROY);
        assert.equal(printed.join("\n").includes(CANARY), false);
      } finally {
        await stage.dispose();
      }
    });
  }
});
