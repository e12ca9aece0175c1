import assert from "node:assert/strict";
import {
  CHATTY_MESSAGE,
  LIMIT,
  PASSWORD,
  secretsIn,
  SERVICE_WORDS,
} from "../secrets/canaries.cases";
import { watchArguments } from "../harness/process-arguments";
import { ARGS, createStack, DESTROY, UP, type Stack } from "../harness/stack";

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
      const stack: Stack = await createStack(secretProgram(form, 1));
      const printed: string[] = [];
      const run = async (args: readonly string[]) => {
        const { text } = await stack.succeed(args);
        printed.push(text);
        assert.equal((await stack.project.stateText()).includes(CANARY), false, args.join(" "));
      };
      try {
        await run(UP);
        assert.ok(stack.emulator.task("1000001")?.content.includes(CANARY));
        await run(["refresh", "--yes", "--skip-preview", "--expect-no-changes"]);

        // Somebody changes a value beside the secret.
        const content = stack.emulator.task("1000001")?.content ?? "";
        await stack.control("PATCH", "tasks/1000001", {
          content: content.replace('"batchSize":1', '"batchSize":2'),
        });
        await run(["refresh", "--yes", "--skip-preview", "--diff"]);
        await run(["preview", "--diff"]);
        await stack.project.write("index.js", secretProgram(form, 3));
        await run([...UP, "--diff"]);
        await run(["refresh", "--yes", "--skip-preview", "--expect-no-changes"]);

        await stack.control("POST", "faults", {
          action: "DeleteDISyncTask",
          kind: "refuse",
          message: "no",
        });
        printed.push((await stack.pulumi(DESTROY)).text);
        await run(DESTROY);
        assert.equal(printed.join("\n").includes(CANARY), false);
      } finally {
        await stack.dispose();
      }
    });
  }

  it("stays encrypted where a stack that does not own the task looks at it with get", async () => {
    const stack = await createStack(`const pulumi = require("@pulumi/pulumi");
const dataworks = require("pulumi-dataworks");
const seen = dataworks.DISyncTask.get("seen", "10000:1000001");
const passwordOf = ({ steps }) => steps[0].parameter.password;
exports.length = pulumi.unsecret(seen.taskContent.apply((content) => passwordOf(content).length));
`);
    const contentWith = (password: string) => ({
      type: "job",
      steps: [{ name: "reader", parameter: { password } }],
    });
    const task = { fileId: "1000001", name: ARGS.taskName, content: contentWith(CANARY) };
    await stack.control("POST", "tasks", task);
    const run = async (args: readonly string[]) => {
      const { text } = await stack.succeed(args);
      const exported = (await stack.succeed(["stack", "export"])).text;
      const stored = await stack.project.stateText();
      assert.equal([text, exported, stored].join("\n").includes(CANARY), false, args.join(" "));
    };
    const length = async () =>
      (await stack.project.state()).find(({ type }) => type === "pulumi:pulumi:Stack")?.outputs;
    try {
      await run([...UP, "--diff"]);
      assert.deepEqual(await length(), { length: CANARY.length });
      await run(["refresh", "--yes", "--skip-preview", "--diff"]);
      const content = contentWith(`${CANARY}-new`);
      await stack.control("PATCH", "tasks/1000001", { content: JSON.stringify(content) });
      await run(["refresh", "--yes", "--skip-preview", "--diff"]);
      await run(["preview", "--diff"]);
      await run([...UP, "--diff"]);
      assert.deepEqual(await length(), { length: content.steps[0]?.parameter.password.length });
      await run(DESTROY);
      assert.equal(stack.emulator.task("1000001")?.deletedStatus, "NORMAL");
    } finally {
      await stack.dispose();
    }
  });

  it("stays encrypted in generate and startParam too, whatever the service repeats", async () => {
    const { taskContent: _content, ...rest } = ARGS;
    const stack = await createStack(`const pulumi = require("@pulumi/pulumi");
const dataworks = require("pulumi-dataworks");
const orders = new dataworks.DISyncTask("orders", {
  ...${JSON.stringify({ ...rest, desiredState: "running" })},
  startParam: { errorLimit: { record: pulumi.secret(${LIMIT}) } },
  generate: dataworks.mysqlToHologres({
    resourceGroup: "S_res_group_1_1",
    source: { dataSource: pulumi.secret("${PASSWORD}"), tables: ["orders"] },
    destination: { dataSource: "orders_sink" },
  }),
});
exports.fileId = orders.fileId;
`);
    const printed: string[] = [];
    const stored: string[] = [];
    const run = async (args: readonly string[], action: string) => {
      await stack.control("POST", "faults", { action, kind: "refuse", message: CHATTY_MESSAGE });
      printed.push((await stack.pulumi(args)).text);
      stored.push(await stack.project.stateText());
    };
    const processArguments = watchArguments();
    try {
      await run(UP, "CreateDISyncTask");
      await run([...UP, "--diff"], "StartDISyncInstance");
      await run([...UP, "--diff"], "GetFile");
      await run(DESTROY, "DeleteDISyncTask");
      assert.match(stack.emulator.task("1000001")?.content ?? "", new RegExp(PASSWORD));
      await run(DESTROY, "GetFile");
      const seen = processArguments.stop();
      assert.ok(printed.join("\n").includes(SERVICE_WORDS), printed.join("\n"));
      // The keys in those words are not the ones of these calls.
      const told = secretsIn([...printed, ...stored, seen]);
      assert.deepEqual(
        told.filter((name) => name === "password" || name === "limit"),
        [],
      );
    } finally {
      processArguments.stop();
      await stack.dispose();
    }
  }).timeout(240_000);
});
