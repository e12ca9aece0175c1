import assert from "node:assert/strict";
import { compareFolders } from "../../../../../provider/lifecycle/model/folder-path";

describe("folder paths", () => {
  it("are the same in every language of the service", () => {
    const forms = [
      "Business Flow/Sales/Data Integration/eu",
      "业务流程/Sales/数据集成/eu",
      "workflow//Sales/folderDi/eu/",
    ];
    for (const form of forms) {
      assert.equal(compareFolders("Business Flow/Sales/Data Integration/eu", form), "same", form);
    }
  });

  it("differ where both were translated and still differ", () => {
    assert.equal(
      compareFolders("Business Flow/Sales/Data Integration", "业务流程/Stock/数据集成"),
      "different",
    );
  });

  it("are undecided where translation cannot tell", () => {
    assert.equal(
      compareFolders("Business Flow/Sales/Data Integration", "Flux/Sales/Intégration"),
      "undecided",
    );
  });
});
