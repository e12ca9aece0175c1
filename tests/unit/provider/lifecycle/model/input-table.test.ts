import assert from "node:assert/strict";
import { checkInputs } from "../../../../../provider/lifecycle/check";
import { diffInputs } from "../../../../../provider/lifecycle/diff";
import {
  INPUT_NAMES,
  INPUTS,
  type Effect,
  type InputName,
  type InputRow,
  type ValueType,
} from "../../../../../provider/lifecycle/model/input-table";
import { appliedDigest } from "../../../../../provider/lifecycle/model/state";
import { changeBetween } from "../../../../../provider/lifecycle/run-state/change";
import type { Change } from "../../../../../provider/lifecycle/run-state/steps";
import type { DISyncTaskInputs } from "../../../../../provider/lifecycle/model/inputs";

const REQUIRED: Readonly<Record<string, unknown>> = {
  projectId: INPUTS.projectId.example,
  region: INPUTS.region.example,
  taskName: INPUTS.taskName.example,
  fileFolderPath: INPUTS.fileFolderPath.example,
};

/** The fewest inputs with this one. */
function inputsWith(name: InputName, value: unknown): Record<string, unknown> {
  const definition = name === "generate" ? {} : { taskContent: INPUTS.taskContent.example };
  return { ...REQUIRED, ...definition, [name]: value };
}

function isTaken(name: InputName, value: unknown): boolean {
  return "inputs" in checkInputs({}, inputsWith(name, value), () => undefined);
}

interface Samples {
  readonly taken: readonly unknown[];
  readonly refused: readonly unknown[];
}

/** Values at the edge of what a type says, on both sides. */
function edgesOf(type: ValueType): Samples {
  switch (type.kind) {
    case "id":
      return {
        taken: [type.minimum, type.maximum, String(type.maximum)],
        refused: [type.minimum - 1, type.maximum + 1, type.minimum + 0.5, "x"],
      };
    case "number": {
      const least = type.minimum ?? (type.exclusiveMinimum ?? 0) + type.multipleOf;
      return {
        taken: [least, least + type.multipleOf],
        refused: [least - type.multipleOf, least + type.multipleOf / 2, String(least)],
      };
    }
    case "enum":
      return { taken: type.values, refused: ["another word", "", 1] };
    case "boolean":
    case "flag":
      return { taken: [true], refused: ["true"] };
    case "list":
      return { taken: [[], [1, "a", {}]], refused: [{}, "a"] };
    case "json":
      return { taken: [], refused: [[], 1, "a"] };
    case "string":
      return { taken: [], refused: [1, {}, ""] };
    case "object": {
      const parts = Object.entries(type.properties).map(([key, part]) => {
        const { taken, refused } = edgesOf(part);
        const within = (value: unknown) => ({ [key]: value });
        return { taken: taken.map(within), refused: refused.map(within) };
      });
      return {
        taken: [{}, ...parts.flatMap(({ taken }) => taken)],
        refused: [{ unknown: 1 }, "a", ...parts.flatMap(({ refused }) => refused)],
      };
    }
  }
}

const CHANGES: Readonly<Record<Effect, Change>> = {
  replaces: "nothing",
  inPlace: "definition",
  restarts: "startSettings",
  nothingIsCalled: "nothing",
};

describe("the table of inputs", () => {
  for (const name of INPUT_NAMES) {
    const row: InputRow = INPUTS[name];
    const { taken, refused } = edgesOf(row.type);

    it(`has the type and the example of ${name} that the check takes`, () => {
      const all = [row.example, ...taken];
      assert.deepEqual(
        all.filter((value) => !isTaken(name, value)),
        [],
      );
      assert.deepEqual(
        refused.filter((value) => isTaken(name, value)),
        [],
      );
    });

    it(`says whether ${name} may be left out`, () => {
      const { [name]: _left, ...others } = inputsWith(name, row.example);
      const result = checkInputs({}, others, (key) =>
        key === "dataworks:region" ? INPUTS.region.example : undefined,
      );
      const problems = "problems" in result ? result.problems : [];
      const isOneOfTwo = name === "taskContent" || name === "generate";
      assert.deepEqual(
        problems,
        row.presence === "required"
          ? [`${name}: is missing`]
          : isOneOfTwo
            ? ["taskContent: is missing; set it, or set generate"]
            : [],
      );
    });

    if (row.stored) {
      it(`says whether a change of ${name} replaces the task`, () => {
        const news = inputsWith(name, row.example) as unknown as DISyncTaskInputs;
        const { replaces } = diffInputs({ ...news, [name]: '["another"]' }, news);
        assert.deepEqual(replaces, row.effect === "replaces" ? [name] : []);
      });

      it(`says what a change of ${name} is to the calls`, () => {
        const news = inputsWith(name, row.example) as unknown as DISyncTaskInputs;
        const olds = { ...news, [name]: '["another"]' };
        const stored = { ...olds, applied: appliedDigest(olds), serverDigest: "known" };
        // The wish is compared with what runs, and is no change by itself.
        const expected = name === "desiredState" ? "nothing" : CHANGES[row.effect];
        assert.equal(changeBetween(stored, news), expected);
      });
    }
  }
});
