import { keptStates } from "./kept-state";
import { readBack } from "./read-back";

describe("every state that is kept", () => {
  for (const state of keptStates()) {
    it(`is read by this version as it stands, updated, and destroyed once that is not refused: ${state.version}, ${state.name}`, () =>
      readBack(state)).timeout(300_000);
  }
});
