import assert from "node:assert/strict";
import type { LiveClass } from "../../../../../provider/lifecycle/run-state/live-state";
import {
  stepsFor,
  type Change,
  type Step,
  type Desired,
} from "../../../../../provider/lifecycle/run-state/steps";

const RESTART: readonly Step[] = ["stop", "waitUntilStopped", "start", "waitUntilRunning"];
const START: readonly Step[] = ["start", "waitUntilRunning"];

const ROWS: readonly [Desired, LiveClass, Change, readonly Step[]][] = [
  // A new task is one that is not deployed and has nothing to update.
  ["unmanaged", "undeployed", "nothing", []],
  ["undeployed", "undeployed", "nothing", []],
  ["stopped", "undeployed", "nothing", ["deploy"]],
  ["running", "undeployed", "nothing", ["deploy", ...START]],
  // Without a desired state only the definition is ours.
  ["unmanaged", "running", "definition", ["update"]],
  ["unmanaged", "running", "startSettings", []],
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
  for (const [desired, live, change, steps] of ROWS) {
    const done = steps.length === 0 ? "takes no step" : steps.join(", ");
    it(`desired ${desired}, ${live}, new ${change}: ${done}`, () => {
      assert.deepEqual(stepsFor({ desired, live, change }), steps);
    });
  }
});
