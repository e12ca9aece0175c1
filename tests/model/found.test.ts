import { LIE } from "./half-answer";
import type { Scenario, Step } from "./scenario";
import { playFast } from "./torture";

const task = { name: 0, folder: 0, batchSize: 0 };

/** Steps of a run; what is left out is as calm as can be. */
function scenario(
  program: Scenario["program"],
  ...steps: readonly (Partial<Step> & Pick<Step, "command">)[]
): Scenario {
  return {
    quirks: {},
    isParallel: false,
    maxRetries: 2,
    missingOnDelete: "error",
    acceptsRenames: false,
    program,
    steps: steps.map((step) => ({ edits: [], console: [], faults: [], ...step })),
  };
}

function change(
  wish: Extract<Step["edits"][number], { kind: "change" }>["wish"],
): Pick<Step, "edits"> {
  return { edits: [{ kind: "change", logicalName: "a", wish }] };
}

function rename(to: string, by: "import" | "adopt"): Pick<Step, "edits"> {
  return { edits: [{ kind: "rename", logicalName: "a", to, by }] };
}

/** Scenarios that once broke a promise, each made small by hand or by fast-check. */
const FOUND: Readonly<Record<string, Scenario>> = {
  // Seed 104: the draft stayed one.
  "a definition sent while no state was wished is deployed once one is": scenario(
    { a: { ...task, desiredState: "running" } },
    { command: "up" },
    { command: "up", edits: [{ kind: "set", logicalName: "a", wish: { ...task, cu: 0.5 } }] },
    { command: "up", ...change({ desiredState: "running" }) },
  ),
  // Seed 304: NORUN of a task that was said not to be deployed.
  "a deployment without an answer is taken back where the wish becomes undeployed": scenario(
    { a: { ...task, desiredState: "running" } },
    { command: "up", faults: [{ action: "DeployDISyncTask", kind: "empty" }] },
    { command: "up", ...change({ desiredState: "undeployed" }) },
  ),
  "a deployment by a killed command is taken back where the wish becomes undeployed": scenario(
    { a: task },
    { command: "up" },
    {
      command: "up",
      ...change({ desiredState: "running" }),
      kill: { call: 3, moment: "after" },
    },
    { command: "up", ...change({ desiredState: "undeployed" }) },
  ),
  "a rename with import to another provider keeps the task": scenario(
    { a: { ...task, desiredState: "running" } },
    { command: "up" },
    {
      command: "up",
      edits: [
        { kind: "change", logicalName: "a", wish: { provider: "p" } },
        ...rename("b", "import").edits,
      ],
    },
  ),
  "a rename with import after the folder was changed in the console keeps the task": scenario(
    { a: task },
    { command: "up" },
    {
      command: "up --refresh",
      console: [{ kind: "move", target: 0 }],
      ...rename("b", "import"),
    },
  ),
  "what one resource has created no other adopts in the same command": scenario(
    { a: task, b: { ...task, nameOf: "a", onExisting: "adopt", provider: "q" } },
    { command: "up" },
  ),
  "what a command deletes is kept by no other entry of it": scenario(
    { a: task, c: task },
    { command: "up" },
    {
      command: "up",
      target: "c",
      edits: [{ kind: "swap", logicalName: "c", other: "a", by: "adopt" }],
    },
    { command: "up" },
  ),
  "two providers create no twins where the service allows them": {
    ...scenario({ a: { ...task, provider: "q" }, b: { ...task, nameOf: "a" } }, { command: "up" }),
    quirks: { duplicateName: "allow" },
    isParallel: true,
  },
  "an import of what another resource keeps is told": scenario(
    { a: task },
    { command: "up" },
    { command: "up", edits: [{ kind: "import", logicalName: "b", target: 0 }] },
  ),
  "a restart does not make a change in the console the program's own": scenario(
    { a: { ...task, desiredState: "running", isGenerated: true } },
    { command: "up" },
    {
      command: "up",
      console: [{ kind: "edit", target: 0, batchSize: 0 }],
      ...change({ restartTrigger: 0 }),
    },
  ),
  "a confirm that saw the file needs proof": scenario(
    { a: task },
    { command: "up" },
    {
      command: "destroy",
      faults: [
        { action: "GetFile", count: 0, kind: "unsuccessful" },
        {
          action: "DeleteDISyncTask",
          kind: "answer",
          body: { Success: true, RequestId: LIE, Data: { Status: "success" } },
        },
      ],
    },
  ),
  "half an answer is no run state": scenario(
    { a: { ...task, desiredState: "running" } },
    { command: "up" },
    {
      command: "destroy",
      halfAnswers: [{ action: "GetDISyncInstanceInfo", nth: 1, field: "Status" }],
    },
  ),
};

describe("scenarios that once broke a promise", () => {
  for (const [name, found] of Object.entries(FOUND)) {
    it(name, () => playFast(found));
  }
});
