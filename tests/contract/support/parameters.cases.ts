import type { Parameters } from "../clients/client";
import { forbidden, invalid, missing } from "./answers";
import { assertThroughEach, itEmulated } from "./cases";
import type { Target } from "./target";

/** One parameter as its page declares it. */
export interface Declared {
  readonly name: string;
  readonly type: "Long" | "Integer" | "String" | "Boolean";
  readonly required?: true;
  readonly min?: string;
  readonly max?: string;
  /** Bounds that are on no page; the emulator's own. */
  readonly assumedMin?: string;
  readonly assumedMax?: string;
  /** Every value that the page lists. */
  readonly values?: readonly string[];
  /** Values that the page's text rules out, by what is wrong with them. */
  readonly wrong?: Readonly<Record<string, string>>;
}

/** 1 to 10 000 000 000: limits of the official SDK for asynchronous Java. */
export const PROJECT: Declared = {
  name: "ProjectId",
  type: "Long",
  required: true,
  min: "1",
  max: "10000000000",
};

export const FILE: Declared = { name: "FileId", type: "Long", required: true, min: "1" };

export function taskType(...values: readonly string[]): Declared {
  return { name: "TaskType", type: "String", required: true, values };
}

/** Largest value of each type. */
const TYPE_MAX = { Long: 2n ** 63n - 1n, Integer: 2n ** 31n - 1n } as const;

/** A valid workspace number that no account has. */
const OTHER_PROJECT = "9999999999";

function wrongNumbers({ type, min, max }: Declared): Readonly<Record<string, string>> {
  const top = max === undefined ? TYPE_MAX[type as keyof typeof TYPE_MAX] : BigInt(max);
  return {
    "a word": "ten",
    "a fraction": "1.5",
    ...(min !== undefined && { "below the range": (BigInt(min) - 1n).toString() }),
    [max === undefined ? `above every ${type}` : "above the range"]: (top + 1n).toString(),
    "longer than any number": "1".repeat(30),
  };
}

/** Just outside the bounds that only the emulator has. */
function assumedWrong({ assumedMin, assumedMax }: Declared): Readonly<Record<string, string>> {
  return {
    ...(assumedMin !== undefined && { "below the range": (BigInt(assumedMin) - 1n).toString() }),
    ...(assumedMax !== undefined && { "above the range": (BigInt(assumedMax) + 1n).toString() }),
  };
}

function wrongValues(parameter: Declared): Readonly<Record<string, string>> {
  const { type, values, wrong } = parameter;
  const byType = {
    Long: () => wrongNumbers(parameter),
    Integer: () => wrongNumbers(parameter),
    Boolean: () => ({ "no Boolean": "yes" }),
    String: () =>
      values === undefined
        ? {}
        : { "no value of the list": "DI_NOTHING", "in lower case": values[0]!.toLowerCase() },
  }[type]();
  return Object.fromEntries(
    Object.entries({ ...byType, ...wrong }).filter(([, value]) => !values?.includes(value)),
  );
}

function without(parameters: Parameters, name: string): Parameters {
  return Object.fromEntries(Object.entries(parameters).filter(([one]) => one !== name));
}

type Refuses = (parameters: Parameters, expected: unknown) => Promise<void>;

function casesOf(declared: readonly Declared[], valid: Parameters, refuses: Refuses): void {
  for (const parameter of declared) {
    const { name, required } = parameter;
    if (required === true) {
      it(`misses ${name}`, () => refuses(without(valid, name), missing(name)));
    }
    for (const [what, value] of Object.entries(wrongValues(parameter))) {
      it(`finds ${name} not valid: ${what}`, () =>
        refuses({ ...valid, [name]: value }, invalid(name)));
    }
    for (const [what, value] of Object.entries(assumedWrong(parameter))) {
      itEmulated(`finds ${name} not valid: ${what}`, "the bound is on no page", () =>
        refuses({ ...valid, [name]: value }, invalid(name)),
      );
    }
  }

  const [first] = declared.filter(({ required }) => required === true);
  if (first !== undefined) {
    it(`misses ${first.name} first where nothing is given`, () => refuses({}, missing(first.name)));
    it(`takes an empty ${first.name} for none`, () =>
      refuses({ ...valid, [first.name]: "" }, missing(first.name)));
  }
}

const TITLE = "its parameters, through every client";

/** The gateway's cases of a call on the account: what is missing and what is wrong. `valid` is a call that passes them all. */
export function accountCases(
  action: string,
  declared: readonly Declared[],
  valid: Parameters,
  target: () => Target,
): void {
  describe(TITLE, () => {
    casesOf(declared, valid, (parameters, expected) =>
      assertThroughEach(target(), action, parameters, expected),
    );
  });
}

/** The same of a call on a workspace, and one on another workspace. */
export function parameterCases(
  action: string,
  declared: readonly Declared[],
  valid: Parameters,
  target: () => Target,
): void {
  describe(TITLE, () => {
    const refuses: Refuses = (parameters, expected) =>
      assertThroughEach(target(), action, parameters, expected);
    casesOf(declared, valid, refuses);
    it("forbids a workspace that the caller is no member of", () =>
      refuses({ ...valid, ProjectId: OTHER_PROJECT }, forbidden()));
  });
}
