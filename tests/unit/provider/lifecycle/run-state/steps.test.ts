import assert from "node:assert/strict";
import type { LiveClass } from "../../../../../provider/lifecycle/run-state/live-state";
import {
  stepsFor,
  type Change,
  type Step,
  type Wish,
} from "../../../../../provider/lifecycle/run-state/steps";

const RESTART: readonly Step[] = ["stop", "waitUntilStopped", "start", "waitUntilRunning"];
const START: readonly Step[] = ["start", "waitUntilRunning"];

const ROWS: readonly [Wish, LiveClass, Change, readonly Step[]][] = [
  // A new task is one that is not deployed and has nothing to update.
  ["asFound", "undeployed", "nothing", []],
  ["undeployed", "undeployed", "nothing", []],
  ["stopped", "undeployed", "nothing", ["deploy"]],
  ["running", "undeployed", "nothing", ["deploy", ...START]],
  // Without a wish only the definition is ours.
  ["asFound", "running", "definition", ["update"]],
  ["asFound", "running", "startSettings", []],
  // A running task is changed without losing its position.
  ["running", "running", "nothing", []],
  ["running", "running", "definition", ["update", "deploy", ...RESTART]],
  ["running", "running", "startSettings", RESTART],
  // What somebody did in the console is put back.
  ["running", "stopped", "nothing", START],
  ["running", "stopping", "nothing", ["waitUntilStopped", ...START]],
  ["stopped", "running", "nothing", ["stop", "waitUntilStopped"]],
  ["undeployed", "running", "nothing", ["stop", "waitUntilStopped", "undeploy"]],
  ["undeployed", "stopping", "nothing", ["waitUntilStopped", "undeploy"]],
  ["undeployed", "stopped", "nothing", ["undeploy"]],
  // Start settings of a task that is not to run wait for its next start.
  ["stopped", "stopped", "startSettings", []],
  ["stopped", "stopped", "definition", ["update", "deploy"]],
  ["undeployed", "undeployed", "definition", ["update"]],
  // Whoever asks for something of a task in a state that nobody knows gets it stopped first.
  ["running", "unknown", "nothing", RESTART],
  ["stopped", "unknown", "nothing", ["stop", "waitUntilStopped"]],
  ["running", "unknown", "definition", ["update", "deploy", ...RESTART]],
  ["undeployed", "unknown", "nothing", ["stop", "waitUntilStopped", "undeploy"]],
];

describe("the table of steps", () => {
  for (const [wish, live, change, steps] of ROWS) {
    const done = steps.length === 0 ? "takes no step" : steps.join(", ");
    it(`wish ${wish}, ${live}, new ${change}: ${done}`, () => {
      assert.deepEqual(stepsFor({ wish, live, change }), steps);
    });
  }
});
