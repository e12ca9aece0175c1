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
};

describe("scenarios that once broke a promise", () => {
  for (const [name, found] of Object.entries(FOUND)) {
    it(name, () => playFast(found));
  }
});
