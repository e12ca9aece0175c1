import assert from "node:assert/strict";
import RPCClient = require("@alicloud/pop-core");
import { startEmulator, type Emulator } from "../../../emulator/index";
import { PROVIDER_TEXT } from "../../../provider/host/provider-text";
import { ARGS, createStack, DESTROY, UP, type Stack } from "../../harness/stack";
import type { StoredResource } from "../../harness/project";

const TYPE = "pulumi-nodejs:dynamic/dataworks:DISyncTask";
const SECOND_GROUP = "S_res_group_2_2";
const WRITES = /^(Create|Update|Deploy|Start|Stop|Terminate|Delete)/;

/** A program in JavaScript. `content` makes the content of a task by the batch sizes of its two steps. */
function source(body: string): string {
  return `const pulumi = require("@pulumi/pulumi");
const dataworks = require("pulumi-dataworks");
const ARGS = ${JSON.stringify(ARGS)};
const content = (...sizes) => {
  const text = structuredClone(ARGS.taskContent);
  text.steps.forEach((step, index) => (step.parameter.batchSize = sizes[index]));
  return text;
};
${body}`;
}

/** The statement that makes a task, called as it is in the program; `args` and `options` are JavaScript. */
function task(name: string, options = "{}", args = ""): string {
  return `new dataworks.DISyncTask("${name}", { ...ARGS, taskName: "${name}", ${args} }, ${options});\n`;
}

async function write(stack: Stack, body: string): Promise<void> {
  await stack.project.write("index.js", source(body));
}

/** What the engine says under each resource at the end of its output, by the resource's name. */
function diagnosticsOf(text: string): Record<string, string[]> {
  const [, after = ""] = text.split("Diagnostics:\n");
  const [section = ""] = after.split(/\n(?:Resources:|Outputs:|error:)/);
  const blocks = section.split("\n\n").map((block) => block.trim().split("\n"));
  return Object.fromEntries(
    blocks.map(([title = "", ...lines]) => [
      /\((.+)\):$/.exec(title)?.[1] ?? title,
      lines.map((line) => line.trim()),
    ]),
  );
}

/** Runs a command that must fail, and gives what the engine says of it by the resource's name. */
async function fail(stack: Stack, args: readonly string[]): Promise<Record<string, string[]>> {
  const { exitCode, text } = await stack.pulumi(args);
  assert.notEqual(exitCode, 0, text);
  return diagnosticsOf(text);
}

/** A writing call and what it names: a create the task's name, every other call its file. */
async function takeWrites(stack: Stack): Promise<string[]> {
  const calls = await stack.takeCalls();
  return calls
    .filter(({ action }) => WRITES.test(action))
    .map(({ action, params }) => `${action} ${params["TaskName"] ?? params["FileId"]}`);
}

async function takeActions(stack: Stack): Promise<string[]> {
  return (await stack.takeCalls()).map(({ action }) => action);
}

async function stored(stack: Stack, name: string): Promise<StoredResource | undefined> {
  const resources = await stack.project.state();
  return resources.find(({ urn }) => urn.endsWith(`${TYPE}::${name}`));
}

/** The tasks that are there on the service, as `<file> <name>`. */
function living(emulator: Emulator): string[] {
  return emulator
    .tasks()
    .filter(({ deletedStatus }) => deletedStatus === "NORMAL")
    .map(({ fileId, name }) => `${fileId} ${name}`);
}

/** Only their names, where the order of creation is the engine's. */
function livingNames(emulator: Emulator): Set<string | undefined> {
  return new Set(living(emulator).map((line) => line.split(" ")[1]));
}

/** Makes a task behind Pulumi's back, by a call of its own. */
async function addTask(
  { emulator }: Stack,
  name: string,
  type: "DI_REALTIME" | "DI_OFFLINE" = "DI_REALTIME",
): Promise<void> {
  const { environment, url } = emulator;
  const client = new RPCClient({
    accessKeyId: environment.ALIBABA_CLOUD_ACCESS_KEY_ID,
    accessKeySecret: environment.ALIBABA_CLOUD_ACCESS_KEY_SECRET,
    endpoint: url,
    apiVersion: "2020-05-18",
  });
  const { fileFolderPath, resourceGroup, taskContent } = ARGS;
  const parameters = {
    ProjectId: ARGS.projectId,
    TaskType: type,
    TaskName: name,
    TaskContent: JSON.stringify(taskContent),
    TaskParam: JSON.stringify({ FileFolderPath: fileFolderPath, ResourceGroup: resourceGroup }),
  };
  await client.request("CreateDISyncTask", parameters, { method: "POST" });
}

function nameTaken(name: string, fileId: string): string[] {
  return [
    `error: Cannot create task "${name}" (region cn-shanghai, workspace 10000): folder "Business Flow/quickstart/Data Integration" already contains a task of this name (file ${fileId}).`,
    "Nothing was created.",
    `Next: If it is yours, for example from a run that was killed, give the resource the option import: "10000:${fileId}" ` +
      'to take it over (or set onExisting to "adopt"); if the resource was only renamed in the program, use the option aliases; otherwise choose another taskName, or delete that task in DataWorks if nobody needs it.',
  ];
}

const URN = `urn:pulumi:dev::orders::${TYPE}::orders`;
const REPLACE = [...UP, "--replace", URN];

/** A stack of its own for each test of the suite. */
function useStage(): { readonly stack: Stack } {
  const holder = {} as { stack: Stack };
  beforeEach(async () => {
    holder.stack = await createStack(source(""));
  });
  afterEach(() => holder.stack.dispose());
  return holder;
}

describe("options that keep a task", () => {
  const on = useStage();

  it("protect refuses a destroy and a replacement, and nothing is called", async () => {
    const { stack } = on;
    await write(stack, task("orders", "{ protect: true }"));
    await stack.succeed(UP);
    await stack.takeCalls();
    const destroy = await fail(stack, DESTROY);
    assert.equal(destroy["orders"]?.[0], `error: resource "${URN}" cannot be deleted`);
    await write(stack, task("orders", "{ protect: true }", 'taskName: "renamed"'));
    const up = await fail(stack, UP);
    assert.equal(up["orders"]?.[0], `error: unable to replace resource "${URN}"`);
    assert.deepEqual(await stack.takeCalls(), []);
    assert.equal((await stored(stack, "orders"))?.id, "10000:1000001");
  });

  it("retainOnDelete ends a replacement of the same name in one error; with onExisting or import --replace takes the task back", async () => {
    const { stack } = on;
    await write(stack, task("orders", "{ retainOnDelete: true }"));
    await stack.succeed(UP);
    await stack.takeCalls();
    assert.deepEqual(await fail(stack, REPLACE), {
      "orders-dev": ["error: update failed"],
      orders: nameTaken("orders", "1000001"),
    });
    assert.deepEqual(await takeWrites(stack), []);
    await write(stack, task("orders", "{ retainOnDelete: true }", 'onExisting: "adopt"'));
    // The entry that waits for its replacement looks to the provider as one that the program keeps.
    assert.deepEqual((await fail(stack, UP))["orders"], [
      'error: Cannot take over task "orders" (region cn-shanghai, workspace 10000, file 1000001): another resource of this program keeps it.',
      "Nothing was changed.",
      "Next: Remove one of the two from the program; if the resource was only renamed, use the option aliases; if this very resource is to be replaced, run `pulumi up --replace <URN>`.",
    ]);
    await stack.succeed(REPLACE);
    assert.equal((await stored(stack, "orders"))?.id, "10000:1000001");
    assert.deepEqual(living(stack.emulator), ["1000001 orders"]);
    await stack.succeed([...UP, "--expect-no-changes"]);
    await write(stack, task("orders", '{ retainOnDelete: true, import: "10000:1000001" }'));
    await stack.takeCalls();
    await stack.succeed(REPLACE);
    assert.deepEqual(await takeWrites(stack), []);
    assert.equal((await stored(stack, "orders"))?.id, "10000:1000001");
  });

  it("deleteBeforeReplace: false does the same, and loses nothing", async () => {
    const { stack } = on;
    await write(stack, task("orders", "{ deleteBeforeReplace: false }"));
    await stack.succeed(UP);
    await stack.takeCalls();
    assert.deepEqual(await fail(stack, REPLACE), {
      "orders-dev": ["error: update failed"],
      orders: nameTaken("orders", "1000001"),
    });
    assert.deepEqual(await takeWrites(stack), []);
    await stack.succeed([...UP, "--expect-no-changes"]);
    assert.equal((await stored(stack, "orders"))?.id, "10000:1000001");
  });

  it("deleteBeforeReplace: false creates first where the name is a new one", async () => {
    const { stack } = on;
    await write(stack, task("orders", "{ deleteBeforeReplace: false }", 'taskName: "old"'));
    await stack.succeed(UP);
    await stack.takeCalls();
    await write(stack, task("orders", "{ deleteBeforeReplace: false }"));
    await stack.succeed(UP);
    assert.deepEqual(await takeWrites(stack), [
      "CreateDISyncTask orders",
      "TerminateDISyncInstance 1000001",
      "DeleteDISyncTask 1000001",
    ]);
    assert.deepEqual(living(stack.emulator), ["1000002 orders"]);
  });

  it("customTimeouts bounds a delete, which stops with an error and keeps the task", async () => {
    const { stack } = on;
    await write(
      stack,
      task("orders", '{ customTimeouts: { delete: "2s" } }', 'desiredState: "running"'),
    );
    await stack.succeed(UP);
    await stack.control("PATCH", "quirks", { stopNeverEnds: true });
    assert.deepEqual((await fail(stack, DESTROY))["orders"], [
      'error: Cannot delete task "orders" (region cn-shanghai, workspace 10000, file 1000001): step 2 of 5 (wait for the stop): waited 2 s for task "orders" to stop; it still says KILLING.',
      "Live state: KILLING. Done so far: stop requested. The task stays in the state.",
      "Next: Give it more time: raise customTimeouts.delete and run `pulumi up`, or set DATAWORKS_DELETE_TIMEOUT (for example 60m); then run `pulumi destroy` again, it resumes from here.",
      "The task was asked to stop. To keep it after all, leave the resource in the program and run `pulumi up --refresh` (a plain `pulumi up` does not see the change).",
    ]);
    assert.deepEqual((await stored(stack, "orders"))?.outputs?.["customTimeouts"], {
      delete: "2s",
    });
  });
});

describe("options that say how tasks belong together", () => {
  const PROGRAM = `class Pipeline extends pulumi.ComponentResource {
  constructor(name) {
    super("shop:index:Pipeline", name);
    ${task("inside", '{ parent: this, additionalSecretOutputs: ["liveName"] }')}  }
}
const pipeline = new Pipeline("pipeline");
const after = ${task("after", "{ dependsOn: pipeline }")}
${task("carried", "{ deletedWith: after }")}
${task("retained", "{ retainOnDelete: true }")}`;

  let stack: Stack;
  let inside: StoredResource | undefined;
  let created: string[];
  let destroyed: string[];
  before(async () => {
    stack = await createStack(source(PROGRAM));
    await stack.succeed(UP);
    created = await takeWrites(stack);
    inside = await stored(stack, "inside");
    const names = new Map(stack.emulator.tasks().map(({ fileId, name }) => [fileId, name]));
    await stack.succeed(DESTROY);
    const calls = await stack.takeCalls();
    destroyed = calls
      .filter(({ action }) => WRITES.test(action))
      .map(({ action, params }) => `${action} ${names.get(params["FileId"] ?? "")}`);
  });
  after(() => stack.dispose());

  it("parent puts a task below a component", () => {
    assert.equal(inside?.urn, `urn:pulumi:dev::orders::shop:index:Pipeline$${TYPE}::inside`);
    assert.equal(inside?.["parent"], "urn:pulumi:dev::orders::shop:index:Pipeline::pipeline");
  });

  it("additionalSecretOutputs stores the named output encrypted", () => {
    assert.ok("ciphertext" in (inside!.outputs!["liveName"] as object));
    assert.equal(inside?.outputs?.["liveState"], "NORUN");
  });

  it("dependsOn creates a task after all tasks of a component", () => {
    const both = created.filter((call) => /inside|after/.test(call));
    assert.deepEqual(both, ["CreateDISyncTask inside", "CreateDISyncTask after"]);
  });

  it("dependsOn deletes in reverse; deletedWith and retainOnDelete call nothing", async () => {
    assert.deepEqual(destroyed, [
      "TerminateDISyncInstance after",
      "DeleteDISyncTask after",
      "TerminateDISyncInstance inside",
      "DeleteDISyncTask inside",
    ]);
    assert.deepEqual(livingNames(stack.emulator), new Set(["carried", "retained"]));
    assert.deepEqual(await stack.project.state(), []);
  });
});

describe("options about changes", () => {
  const IGNORES = '{ ignoreChanges: ["taskContent.steps[0].parameter.batchSize"] }';
  const BEFORE = `${task("ignoring", IGNORES)}
${task("replacing", '{ replaceOnChanges: ["resourceGroup"] }')}
${task("triggered", '{ replacementTrigger: "1" }')}
${task("hiding", '{ hideDiffs: ["taskContent"] }')}
const leading = ${task("leading")}
${task("following", "{ replaceWith: [leading] }")}`;
  const AFTER = `${task("ignoring", IGNORES, "taskContent: content(5, 7)")}
${task("replacing", '{ replaceOnChanges: ["resourceGroup"] }', `resourceGroup: "${SECOND_GROUP}"`)}
${task("triggered", '{ replacementTrigger: "2" }')}
${task("hiding", '{ hideDiffs: ["taskContent"] }', "taskContent: content(4711, 4711)")}
const leading = ${task("leading", "{}", 'taskName: "leading_renamed"')}
${task("following", "{ replaceWith: [leading] }")}`;
  const REPLACED = ["TerminateDISyncInstance", "DeleteDISyncTask", "CreateDISyncTask"];

  let stack: Stack;
  let preview: string;
  const writes: Record<string, string[]> = {};
  before(async () => {
    stack = await createStack(source(BEFORE));
    stack.emulator.console.addResourceGroup(SECOND_GROUP);
    await stack.succeed(UP);
    const names = new Map(stack.emulator.tasks().map(({ fileId, name }) => [fileId, name]));
    await write(stack, AFTER);
    preview = (await stack.succeed(["preview", "--diff"])).text;
    await stack.takeCalls();
    await stack.succeed(UP);
    for (const { action, params } of await stack.takeCalls()) {
      const name = names.get(params["FileId"] ?? "") ?? params["TaskName"]?.split("_")[0] ?? "";
      if (WRITES.test(action)) {
        (writes[name] ??= []).push(action);
      }
    }
  });
  after(() => stack.dispose());

  it("ignoreChanges keeps one nested path as it was and still updates another", () => {
    assert.deepEqual(writes["ignoring"], ["UpdateDISyncTask"]);
    const [found] = stack.emulator.tasks().filter(({ name }) => name === "ignoring");
    const { steps } = JSON.parse(found!.content) as typeof ARGS.taskContent;
    const sizes = steps.map(({ parameter }) => parameter.batchSize);
    assert.deepEqual(sizes, [1000, 7]);
  });

  it("replaceOnChanges replaces, and deletes first", () => {
    assert.deepEqual(writes["replacing"], REPLACED);
    const [found] = stack.emulator
      .tasks()
      .filter(({ name }) => name === "replacing")
      .slice(1);
    assert.equal(found?.resourceGroup, SECOND_GROUP);
  });

  it("replacementTrigger replaces where its value changes, and deletes first", () => {
    assert.deepEqual(writes["triggered"], REPLACED);
  });

  it("replaceWith replaces a task together with the one that it names", () => {
    assert.deepEqual(writes["leading"], REPLACED);
    assert.deepEqual(writes["following"], REPLACED);
  });

  it("hideDiffs leaves a path out of the preview and updates it all the same", () => {
    assert.match(preview, /batchSize *: 1000 => 7/);
    assert.ok(!preview.includes("4711"), preview);
    assert.deepEqual(writes["hiding"], ["UpdateDISyncTask"]);
  });

  it("ignoreChanges alone is no change", async () => {
    await write(stack, AFTER.replace("content(5, 7)", "content(6, 7)"));
    await stack.succeed([...UP, "--expect-no-changes"]);
    assert.deepEqual(await takeWrites(stack), []);
  });
});

describe("the option aliases", () => {
  const on = useStage();

  it("takes over a task of the type that dynamic resources had before, and then a new name", async () => {
    const { stack } = on;
    const old = `{ ...ARGS, taskName: "orders", __provider: ${JSON.stringify(PROVIDER_TEXT)} }`;
    await write(
      stack,
      `new pulumi.CustomResource("pulumi-nodejs:dynamic:Resource", "old", ${old})`,
    );
    await stack.succeed(UP);
    await stack.takeCalls();
    await write(
      stack,
      task("orders", '{ aliases: [{ name: "old", type: "pulumi-nodejs:dynamic:Resource" }] }'),
    );
    await stack.succeed([...UP, "--expect-no-changes"]);
    assert.equal((await stored(stack, "orders"))?.id, "10000:1000001");
    await write(stack, task("renamed", '{ aliases: [{ name: "orders" }] }', 'taskName: "orders"'));
    await stack.succeed([...UP, "--expect-no-changes"]);
    assert.equal((await stored(stack, "renamed"))?.id, "10000:1000001");
    assert.deepEqual(await stack.takeCalls(), []);
  });
});

describe("the option import", () => {
  const OPTION = '{ import: "10000:1000001" }';
  const RUNNING = 'desiredState: "running"';
  const IMPORT_READS = ["ListFiles", "GetDISyncTask", "GetDISyncInstanceInfo"];
  /** What a replacement of a running task calls. */
  const replaced = (fileId: string, name: string, newFileId: string) => [
    `StopDISyncInstance ${fileId}`,
    `TerminateDISyncInstance ${fileId}`,
    `DeleteDISyncTask ${fileId}`,
    `CreateDISyncTask ${name}`,
    `DeployDISyncTask ${newFileId}`,
    `StartDISyncInstance ${newFileId}`,
  ];

  let stack: Stack;
  before(async () => {
    stack = await createStack(source(task("orders", OPTION, RUNNING)));
    await addTask(stack, "orders");
    await stack.control("PATCH", "tasks/1000001", { deployed: true, runState: "RUN" });
    await stack.takeCalls();
  });
  after(() => stack.dispose());

  it("says in a preview that nothing is to change, beside Pulumi's row of a create", async () => {
    const { text } = await stack.succeed(["preview"]);
    assert.match(text, new RegExp(`^ \\+ +${TYPE} orders create $`, "m"));
    assert.deepEqual(diagnosticsOf(text), { orders: ["import: nothing to change"] });
    assert.deepEqual(await takeActions(stack), IMPORT_READS);
  });

  it("takes a running task over without a writing call, and may stay in the program", async () => {
    await stack.succeed(UP);
    await stack.succeed([...UP, "--expect-no-changes"]);
    await stack.succeed([...UP, "--expect-no-changes"]);
    assert.deepEqual(await takeActions(stack), IMPORT_READS);
    const imported = await stored(stack, "orders");
    assert.equal(imported?.id, "10000:1000001");
    assert.equal(imported.outputs?.["liveState"], "RUN");
    assert.equal(imported.outputs["import"], undefined);
  });

  it("costs its reads at every preview as long as it stays, and nothing in an up without one", async () => {
    await stack.succeed(["preview"]);
    assert.deepEqual(await takeActions(stack), IMPORT_READS);
    await stack.succeed(UP);
    assert.deepEqual(await takeActions(stack), []);
  });

  it("does not hinder a replacement", async () => {
    await write(stack, task("orders", OPTION, `taskName: "second", ${RUNNING}`));
    await stack.succeed(UP);
    assert.deepEqual(await takeWrites(stack), replaced("1000001", "second", "1000002"));
  });

  it("does not hinder another replacement", async () => {
    await write(stack, task("orders", OPTION, `taskName: "third", ${RUNNING}`));
    await stack.succeed(UP);
    assert.deepEqual(await takeWrites(stack), replaced("1000002", "third", "1000003"));
    assert.deepEqual(living(stack.emulator), ["1000003 third"]);
  });

  it("names in a preview what up changes of a task with another content, and up changes it", async () => {
    await addTask(stack, "other");
    await write(
      stack,
      task("other", '{ import: "10000:1000004" }', "taskContent: content(1000, 5)") +
        task("orders", OPTION, `taskName: "third", ${RUNNING}`),
    );
    const { text } = await stack.succeed(["preview"]);
    assert.deepEqual(diagnosticsOf(text)["other"], [
      "import: up would take the steps update; changed: taskContent.steps[1].parameter.batchSize",
    ]);
    await stack.takeCalls();
    await stack.succeed(UP);
    assert.deepEqual(await takeWrites(stack), ["UpdateDISyncTask 1000004"]);
  });
});

describe("the option import refuses", () => {
  const on = useStage();

  it("a batch task, an id that is not there, a task of another name, and an import by a transform", async () => {
    const { stack } = on;
    await addTask(stack, "batch", "DI_OFFLINE");
    await addTask(stack, "called_so");
    await stack.takeCalls();
    await write(
      stack,
      task("batch", '{ import: "10000:1000001" }') +
        task("absent", '{ import: "10000:77" }') +
        task("named", '{ import: "10000:1000002" }') +
        task(
          "late",
          '{ transforms: [({ props, opts }) => ({ props, opts: { ...opts, import: "10000:1000002" } })] }',
        ),
    );
    const { batch, absent, named, late } = await fail(stack, [...UP, "--continue-on-error"]);
    assert.deepEqual(batch, [
      'error: Cannot import task "batch" (region cn-shanghai, workspace 10000, file 1000001): file 1000001 is a batch sync task (type 23), and this provider manages real-time tasks only.',
      "Nothing was changed.",
      "Next: Correct the id; a batch task is deleted with DeleteFile.",
    ]);
    assert.deepEqual(absent, [
      'error: Cannot import task "absent" (region cn-shanghai, workspace 10000, file 77): the workspace has no file of this id.',
      "Nothing was changed.",
      'Next: Check the id, region and account; if the task no longer exists, remove import: "10000:77" from the resource\'s options, and a new task is created.',
    ]);
    assert.deepEqual(named, [
      'error: Cannot import task "named" (region cn-shanghai, workspace 10000, file 1000002): file 1000002 is called "called_so".',
      "Nothing was changed.",
      "Next: Set taskName to that name, or correct the id.",
    ]);
    // The engine's own import, with the error that it has for every dynamic resource.
    assert.match(late?.join(" ") ?? "", /^error: /);
    assert.deepEqual(await takeWrites(stack), []);
  });
});

describe("the option id", () => {
  const on = useStage();

  it("lets a program look at a task that it does not own", async () => {
    const { stack } = on;
    await addTask(stack, "orders");
    await stack.takeCalls();
    await write(
      stack,
      `const { id, taskName, liveState, fileFolderPath, region } = dataworks.DISyncTask.get("found", "10000:1000001");
Object.assign(exports, { id, taskName, liveState, fileFolderPath, region });`,
    );
    await stack.succeed(UP);
    const { stdout } = await stack.succeed(["stack", "output", "--json"]);
    assert.deepEqual(JSON.parse(stdout), {
      id: "10000:1000001",
      taskName: "orders",
      liveState: "NORUN",
      fileFolderPath: "业务流程/quickstart/数据集成",
      region: "cn-shanghai",
    });
    await stack.succeed(DESTROY);
    assert.deepEqual(await takeWrites(stack), []);
    assert.deepEqual(living(stack.emulator), ["1000001 orders"]);
  });

  it("says that a task is not there", async () => {
    const { stack } = on;
    await write(stack, 'dataworks.DISyncTask.get("found", "10000:77");');
    assert.deepEqual((await fail(stack, UP))["found"], [
      "error: Cannot look up file 77 (region cn-shanghai, workspace 10000): it does not exist.",
      "Next: Check the id, region and account.",
    ]);
  });
});

describe("the options provider and providers", () => {
  const NOWHERE = "http://127.0.0.1:1";

  let stack: Stack;
  let second: Emulator;
  const program = (endpoint: string) => `const hongKong = new dataworks.Provider("hongKong", {
  region: "cn-hongkong", endpoint: "${endpoint}", maxRetries: 0,
});
class Pipeline extends pulumi.ComponentResource {
  constructor(name, options) {
    super("shop:index:Pipeline", name, {}, options);
    ${task("inside", "{ parent: this, dependsOn: [there] }")}  }
}
const there = ${task("there", "{ provider: hongKong }")}
new Pipeline("pipeline", { providers: [hongKong] });
${task("here")}`;

  before(async () => {
    second = await startEmulator({ port: 0, firstFileId: 5_000_001n });
    stack = await createStack(source(program(second.url)));
    await stack.succeed(UP);
  });
  after(async () => {
    await stack.dispose();
    await second.stop();
  });

  it("lets one program have two regions and endpoints, and win over the environment", async () => {
    assert.deepEqual(living(stack.emulator), ["1000001 here"]);
    assert.deepEqual(livingNames(second), new Set(["inside", "there"]));
    assert.equal((await stored(stack, "here"))?.outputs?.["region"], "cn-shanghai");
    assert.equal((await stored(stack, "there"))?.outputs?.["region"], "cn-hongkong");
    assert.equal((await stored(stack, "inside"))?.outputs?.["region"], "cn-hongkong");
    await stack.succeed([...UP, "--expect-no-changes"]);
  });

  it("lets destroy --run-program use the program's settings", async () => {
    await write(stack, program(NOWHERE));
    const { inside } = await fail(stack, [...DESTROY, "--run-program"]);
    assert.deepEqual(inside, [
      `error: Cannot use the state of task "inside" (region cn-hongkong, workspace 10000, file 5000002): it was written through ${second.url}, but the endpoint is now ${NOWHERE}.`,
      "Nothing was called.",
      "Next: Set DATAWORKS_ENDPOINT (or dataworks:endpoint) to that one, or use another stack for this endpoint. If it is the same workspace at a new address, " +
        `set DATAWORKS_ACCEPT_ENDPOINT=${second.url} and run \`pulumi refresh\`, which records the new address.`,
    ]);
    // Those settings are stored now, so that a plain destroy would use them, too.
    await write(stack, program(second.url));
    await stack.succeed(UP);
  });

  it("lets a plain destroy use the stored settings, whatever the program says", async () => {
    await write(stack, program(NOWHERE));
    await stack.succeed(DESTROY);
    assert.deepEqual(living(stack.emulator), []);
    assert.deepEqual(living(second), []);
  });
});

describe("the option envVarMappings of a provider", () => {
  const on = useStage();

  it("gives it another environment, in a plain destroy too", async () => {
    const { stack } = on;
    const second = await startEmulator({ port: 0 });
    const env = { HONG_KONG_ENDPOINT: second.url };
    const mappings = '{ envVarMappings: { HONG_KONG_ENDPOINT: "DATAWORKS_ENDPOINT" } }';
    try {
      await write(
        stack,
        `const hongKong = new dataworks.Provider("hongKong", { region: "cn-hongkong" }, ${mappings});
${task("there", "{ provider: hongKong }")}`,
      );
      await stack.succeed(UP, env);
      assert.deepEqual(living(second), ["1000001 there"]);
      await stack.succeed(DESTROY, env);
      assert.deepEqual(living(second), []);
      assert.deepEqual(await stack.takeCalls(), []);
    } finally {
      await second.stop();
    }
  });
});

describe("the options transforms and transformations", () => {
  const on = useStage();

  it("change arguments, customTimeouts as an argument included; as an option it comes too late", async () => {
    const { stack } = on;
    const arg = '{ props: { ...props, customTimeouts: { delete: "7m" } }, opts }';
    const option = '{ props, opts: { ...opts, customTimeouts: { delete: "7m" } } }';
    const renamed = '{ props: { ...props, taskName: "transformed" }, opts }';
    await write(
      stack,
      task("argument", `{ transforms: [({ props, opts }) => (${arg})] }`) +
        task("late", `{ transforms: [({ props, opts }) => (${option})] }`) +
        task("renamed", `{ transforms: [({ props, opts }) => (${renamed})] }`) +
        task("older", `{ transformations: [({ props, opts }) => (${arg})] }`),
    );
    await stack.succeed(UP);
    const timeouts = async (name: string) =>
      (await stored(stack, name))?.outputs?.["customTimeouts"];
    assert.deepEqual(await timeouts("argument"), { delete: "7m" });
    assert.deepEqual(await timeouts("older"), { delete: "7m" });
    assert.equal(await timeouts("late"), undefined);
    assert.equal((await stored(stack, "renamed"))?.outputs?.["liveName"], "transformed");
    await stack.succeed([...UP, "--expect-no-changes"]);
  });
});

describe("the option hooks", () => {
  const on = useStage();

  it("runs them around create and delete; a destroy with delete hooks needs --run-program", async () => {
    const { stack } = on;
    await write(
      stack,
      `const hook = (name) => new pulumi.ResourceHook(name, ({ id }) => console.log(name, id === "" ? "no id" : id));
${task("orders", '{ hooks: { beforeCreate: [hook("beforeCreate")], afterDelete: [hook("afterDelete")] } }')}`,
    );
    const up = await stack.succeed(UP);
    assert.deepEqual(diagnosticsOf(up.text), { "orders-dev": ["beforeCreate no id"] });
    await stack.takeCalls();
    assert.deepEqual(await fail(stack, DESTROY), {
      orders: [
        "error: Resource has delete hooks registered, but the program is not running. Hooks: afterDelete",
      ],
    });
    assert.deepEqual(await stack.takeCalls(), []);
    const destroy = await stack.succeed([...DESTROY, "--run-program"]);
    assert.deepEqual(diagnosticsOf(destroy.text), { "orders-dev": ["afterDelete 10000:1000001"] });
    assert.deepEqual(living(stack.emulator), []);
  });
});
