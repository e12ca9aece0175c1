import { keptStates } from "./kept-state";
import { readBack } from "./read-back";

describe("every state that is kept", () => {
  for (const state of keptStates()) {
    it(`is read by this version as it stands, and can be destroyed: ${state.version}, ${state.name}`, () =>
      readBack(state)).timeout(300_000);
  }
});
