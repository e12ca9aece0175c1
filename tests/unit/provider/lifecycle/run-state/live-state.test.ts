import assert from "node:assert/strict";
import {
  isDeployed,
  isDeployedAtRest,
  KNOWN_STATES,
  meaningOf,
  wasUndeployed,
} from "../../../../../provider/lifecycle/run-state/live-state";

/** A word that no documentation lists. */
const OTHER = "EXPLODED";

/** No state, the words of the documentation, and another one, as far as a question is answered with yes. */
function statesThat(isSo: (state: string | undefined) => boolean): (string | undefined)[] {
  return [undefined, ...KNOWN_STATES, OTHER].filter(isSo);
}

describe("the words for a run state", () => {
  it("are those that GetDISyncInstanceInfo documents", () => {
    assert.deepEqual(KNOWN_STATES, ["NORUN", "WAIT", "RUN", "KILLING", "PAUSE"]);
  });

  it("prove a deployment where only a deployed task can be in that state", () => {
    assert.deepEqual(statesThat(isDeployed), ["WAIT", "RUN", "KILLING", "PAUSE"]);
    assert.deepEqual(statesThat(isDeployedAtRest), ["PAUSE"]);
  });

  it("show an undeployment where NORUN follows a state that no stop turns into it", () => {
    const recorded = statesThat((state) => wasUndeployed(state ?? "", "NORUN"));
    assert.deepEqual(recorded, ["WAIT", "RUN", "PAUSE"]);
    assert.deepEqual(
      statesThat((state) => wasUndeployed("RUN", state)),
      ["NORUN"],
    );
  });

  it("need a stop where something runs, or where nobody knows whether it does", () => {
    assert.deepEqual(
      statesThat((state) => meaningOf(state).needsStop),
      ["WAIT", "RUN", OTHER],
    );
  });

  it("end a wait for the stop where nothing runs, and do not let it hang on an unknown word", () => {
    assert.deepEqual(
      statesThat((state) => meaningOf(state).untilStopped === "success"),
      [undefined, "NORUN", "PAUSE", OTHER],
    );
  });

  it("end a wait for the start only where it runs", () => {
    assert.deepEqual(
      statesThat((state) => meaningOf(state).untilRunning === "success"),
      ["RUN"],
    );
  });
});
