import assert from "node:assert/strict";
import { diffInputs } from "../../../../provider/lifecycle/diff";
import type { DISyncTaskInputs } from "../../../../provider/lifecycle/model/inputs";
import {
  appliedDigest,
  unfinished,
  type DISyncTaskState,
} from "../../../../provider/lifecycle/model/state";

const inputs: DISyncTaskInputs = {
  projectId: "10000",
  region: "cn-shanghai",
  taskName: "orders",
  fileFolderPath: "Business Flow/quickstart/Data Integration",
  taskContent: { steps: [{ name: "reader" }] },
};
const state: DISyncTaskState = {
  ...inputs,
  fileId: "1000001",
  liveName: "orders",
  liveState: "NORUN",
  deployed: false,
  emulated: true,
  applied: appliedDigest(inputs),
};
const unknown = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

describe("diff", () => {
  it("sees no change where every input says the same", () => {
    const news = { ...inputs, taskContent: '{"steps":[{"name":"reader"}]}' };
    assert.deepEqual(diffInputs(state, news), { changes: false });
  });

  it("leaves the paths of a change to the engine", () => {
    const news = { ...inputs, resourceGroup: "S_res_group_1_1" };
    assert.deepEqual(diffInputs(state, news), { replaces: [], deleteBeforeReplace: true });
  });

  const inPlace: Partial<DISyncTaskInputs>[] = [
    { taskContent: { steps: [] } },
    { resourceGroup: "S_res_group_1_1" },
    { cu: 1.5 },
    { desiredState: "running" },
    { startParam: { errorLimit: { record: 3 } } },
    { restartTriggers: ["v2"] },
    { deletePolicy: "refuseIfRunning" },
    { onExisting: "adopt" },
    { customTimeouts: { delete: "40m" } },
  ];
  for (const change of inPlace) {
    it(`sees a change of ${Object.keys(change).join()}, and replaces nothing for it`, () => {
      const changed = { replaces: [], deleteBeforeReplace: true };
      assert.deepEqual(diffInputs(state, { ...inputs, ...change }), changed);
    });
  }

  for (const change of inPlace.slice(0, 6)) {
    it(`sees that another ${Object.keys(change).join()} than the stored one was carried out`, () => {
      const news = { ...inputs, ...change };
      const changed = { changes: true, deleteBeforeReplace: true };
      assert.deepEqual(diffInputs({ ...state, ...change }, news), changed);
      const applied = appliedDigest(news);
      assert.deepEqual(diffInputs({ ...state, ...change, applied }, news), { changes: false });
    });
  }

  for (const name of ["projectId", "region", "taskName", "fileFolderPath"] as const) {
    it(`replaces, old one deleted first, where ${name} changes or is not known yet`, () => {
      const replaced = { replaces: [name], deleteBeforeReplace: true };
      assert.deepEqual(diffInputs(state, { ...inputs, [name]: "other" }), replaced);
      assert.deepEqual(diffInputs(state, { ...inputs, [name]: unknown }), replaced);
    });
  }

  it("keeps a task to which the program gives the name that a refresh took over", () => {
    const renamed = { ...state, liveName: "orders_2" };
    const inPlace = { replaces: [], deleteBeforeReplace: true };
    assert.deepEqual(diffInputs(renamed, { ...inputs, taskName: "orders_2" }), inPlace);
    assert.deepEqual(diffInputs(renamed, { ...inputs, taskName: "orders_3" }), {
      ...inPlace,
      replaces: ["taskName"],
    });
    assert.deepEqual(
      diffInputs(renamed, { ...inputs, taskName: "orders_2", fileFolderPath: "other" }).replaces,
      ["fileFolderPath"],
    );
  });

  it("sees an unfinished change that shows in no input", () => {
    const changed = { changes: true, deleteBeforeReplace: true };
    assert.deepEqual(diffInputs(unfinished(state), inputs), changed);
    assert.deepEqual(diffInputs({ ...state, applied: "of another content" }, inputs), changed);
  });

  it("counts an unknown value inside the content as a change", () => {
    const news = { ...inputs, taskContent: { steps: [{ name: unknown }] } };
    assert.deepEqual(diffInputs(state, news), { replaces: [], deleteBeforeReplace: true });
  });

  it("does not throw on a state that holds nothing", () => {
    assert.deepEqual(diffInputs({}, inputs), {
      replaces: ["projectId", "region", "taskName", "fileFolderPath"],
      deleteBeforeReplace: true,
    });
  });
});
