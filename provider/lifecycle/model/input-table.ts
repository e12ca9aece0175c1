/** The type of a value, as in a schema. */
export type ValueType =
  | { readonly kind: "string"; readonly format?: "duration" | "task id" }
  /** An integer that may be given as a number or a string; stored as a string. */
  | { readonly kind: "id"; readonly minimum: number; readonly maximum: number }
  | {
      readonly kind: "number";
      readonly unit: string;
      readonly minimum?: number;
      readonly exclusiveMinimum?: number;
      readonly multipleOf: number;
    }
  | { readonly kind: "boolean" }
  /** Present as `true`, or absent. */
  | { readonly kind: "flag" }
  | { readonly kind: "enum"; readonly values: readonly string[] }
  | { readonly kind: "object"; readonly properties: Readonly<Record<string, ValueType>> }
  /** Of any JSON values. */
  | { readonly kind: "list" }
  /** An object of any JSON values; with `orText` also as a JSON string. */
  | { readonly kind: "json"; readonly orText: boolean };

/** What a change of an input alone does. */
export type Effect = "replaces" | "inPlace" | "restarts" | "nothingIsCalled";

export interface InputRow {
  readonly type: ValueType;
  /** "filledIn" where `check` inserts the default; otherwise an omitted input is not stored. */
  readonly presence: "required" | "filledIn" | "optional";
  /** Where the program sets it: an argument, or an option of the resource. */
  readonly from: "argument" | "option";
  /** Whether it is in the state. */
  readonly stored: boolean;
  readonly secret: boolean;
  /** The default where the input is omitted, in Markdown. */
  readonly default?: string;
  readonly effect: Effect;
  /** What a change does where the effect alone is not enough: a sentence that begins with "A change". */
  readonly change?: string;
  /** The service leaves it unchanged where a call omits it. */
  readonly cannotBeUnset?: true;
  /** One or two sentences, in Markdown. */
  readonly documentation: string;
  /** A value that passes `check`. */
  readonly example: unknown;
}

const ARGUMENT = { presence: "optional", from: "argument", stored: true, secret: false } as const;
const REQUIRED = { ...ARGUMENT, presence: "required" } as const;
const OPTION = { ...ARGUMENT, from: "option" } as const;

const COUNT = { kind: "number", minimum: 0, multipleOf: 1 } as const;
const DURATION = { kind: "string", format: "duration" } as const;
/** Pass on, drop, drop with an alert, stop the task as failed. */
const DDL_RULE = { kind: "enum", values: ["NORMAL", "IGNORE", "WARNING", "CRITICAL"] } as const;

/** Every input, in the order in which they are documented and checked. */
export const INPUTS = {
  projectId: {
    ...REQUIRED,
    /** @see https://www.alibabacloud.com/help/en/dataworks: `ProjectId` ranges from 1 to 10,000,000,000. */
    type: { kind: "id", minimum: 1, maximum: 10_000_000_000 },
    effect: "replaces",
    documentation:
      "DataWorks workspace id, an integer from 1 to 10,000,000,000, as a number or a string.",
    example: "10000",
  },
  region: {
    ...ARGUMENT,
    type: { kind: "string" },
    presence: "filledIn",
    default: "the stack configuration `dataworks:region`, then `alicloud:region`",
    effect: "replaces",
    documentation: "Region of the workspace, for example `cn-shanghai`.",
    example: "cn-shanghai",
  },
  taskName: {
    ...REQUIRED,
    type: { kind: "string" },
    effect: "replaces",
    change:
      "A change replaces the task, because the service knows no rename, unless a refresh accepted this name already (`DATAWORKS_ACCEPT_RENAME`).",
    documentation: "Name of the task in the workspace, not empty.",
    example: "orders_to_hologres",
  },
  fileFolderPath: {
    ...REQUIRED,
    type: { kind: "string" },
    effect: "replaces",
    documentation:
      "Folder of the task, for example `Business Flow/Sales/Data Integration`; it must exist. The service shows it in another language and form, so what it shows is never compared with this.",
    example: "Business Flow/quickstart/Data Integration",
  },
  taskContent: {
    ...ARGUMENT,
    type: { kind: "json", orText: true },
    effect: "inPlace",
    change:
      "A change updates the task in place; it is compared by structure, so another order of keys is no change.",
    documentation:
      "Definition of the task as CreateDISyncTask takes it: a JSON object or JSON string; integers above 2^53 need the string. Exactly one of this and `generate` is given.",
    example: { type: "job", steps: [{ name: "reader", parameter: { batchSize: 5 } }] },
  },
  generate: {
    ...ARGUMENT,
    type: { kind: "json", orText: false },
    effect: "inPlace",
    change:
      "A change adds and removes tables in place; any other change is an error that names `replaceOnChanges`.",
    documentation:
      "Short script that the service expands to a content: `mysqlToHologres`, `mysqlToMaxCompute` and `mysqlToKafka` make one.",
    example: {
      type: "realtime",
      version: "1.0",
      setting: { resourceGroup: "S_res_group_1_1", taskType: "oneclick_to_holo" },
      steps: [
        {
          stepType: "mysql",
          category: "reader",
          name: "Reader",
          parameter: {
            connection: [
              { datasourceType: "mysql", datasource: "orders_source", table: ["orders"] },
            ],
          },
        },
        {
          stepType: "holo",
          category: "writer",
          name: "Writer",
          parameter: { datasource: "orders_sink" },
        },
      ],
    },
  },
  resourceGroup: {
    ...ARGUMENT,
    type: { kind: "string" },
    effect: "inPlace",
    change: "A change updates the task in place; the service cannot unset it.",
    cannotBeUnset: true,
    documentation: "Identifier of the resource group for Data Integration that runs the task.",
    example: "S_res_group_1_1",
  },
  cu: {
    ...ARGUMENT,
    type: { kind: "number", unit: "compute units", exclusiveMinimum: 0, multipleOf: 0.5 },
    effect: "inPlace",
    change: "A change updates the task in place; the service cannot unset it.",
    cannotBeUnset: true,
    documentation: "Compute units of a serverless resource group, above 0 and a multiple of 0.5.",
    example: 1.5,
  },
  desiredState: {
    ...ARGUMENT,
    type: { kind: "enum", values: ["undeployed", "stopped", "running"] },
    default:
      "unset, which leaves deployment and run state as found: only the definition is managed",
    effect: "inPlace",
    change: "A change is carried out in place.",
    documentation: "What the task shall be: defined only, deployed and stopped, or running.",
    example: "undeployed",
  },
  startParam: {
    ...ARGUMENT,
    type: {
      kind: "object",
      properties: {
        failoverLimit: {
          kind: "object",
          properties: {
            count: { ...COUNT, unit: "failovers" },
            interval: { ...COUNT, unit: "minutes" },
          },
        },
        errorLimit: {
          kind: "object",
          properties: { record: { ...COUNT, unit: "dirty records" } },
        },
        ddlMarkMap: {
          kind: "object",
          properties: {
            RENAMECOLUMN: DDL_RULE,
            DROPTABLE: DDL_RULE,
            CREATETABLE: DDL_RULE,
            MODIFYCOLUMN: DDL_RULE,
            TRUNCATETABLE: DDL_RULE,
            DROPCOLUMN: DDL_RULE,
            ADDCOLUMN: DDL_RULE,
            RENAMETABLE: DDL_RULE,
          },
        },
      },
    },
    effect: "restarts",
    change: "A change restarts a task that runs and is to run; else it calls nothing.",
    documentation: "Settings of the next start.",
    example: { errorLimit: { record: 5 } },
  },
  restartTriggers: {
    ...ARGUMENT,
    type: { kind: "list" },
    effect: "restarts",
    change: "A change restarts a task that is to run.",
    documentation: "Any values, such as the version of a table.",
    example: ["1"],
  },
  deletePolicy: {
    ...ARGUMENT,
    type: { kind: "enum", values: ["stopFirst", "refuseIfRunning"] },
    default: '"stopFirst"',
    effect: "nothingIsCalled",
    documentation:
      "What destroy does with a task that runs, waits, or is being stopped: stop it first, or refuse.",
    example: "stopFirst",
  },
  onExisting: {
    ...ARGUMENT,
    type: { kind: "enum", values: ["fail", "adopt"] },
    default: '"fail"',
    effect: "nothingIsCalled",
    documentation:
      "What create does when the folder already contains a task of this name: fail, or take it over where it has the same content and neither runs nor waits.",
    example: "adopt",
  },
  customTimeouts: {
    ...OPTION,
    type: {
      kind: "object",
      properties: { create: DURATION, update: DURATION, delete: DURATION },
    },
    default: "20 minutes each",
    effect: "nothingIsCalled",
    documentation: "The resource option `customTimeouts`: it bounds every wait.",
    example: { create: "20m", update: "20m", delete: "20m" },
  },
  import: {
    ...OPTION,
    type: { kind: "string", format: "task id" },
    stored: false,
    effect: "nothingIsCalled",
    documentation:
      "`<projectId>:<fileId>` of a task to take over; dropped by check as soon as there is state.",
    example: "10000:1000001",
  },
} as const satisfies Readonly<Record<string, InputRow>>;

export type InputName = keyof typeof INPUTS;

/** Names of the inputs whose row has these values. */
export type InputNameWith<Part> = {
  [Name in InputName]: (typeof INPUTS)[Name] extends Part ? Name : never;
}[InputName];

export const INPUT_NAMES = Object.keys(INPUTS) as readonly InputName[];

function namesWith<const Part extends Partial<InputRow>>(
  part: Part,
): readonly InputNameWith<Part>[] {
  return INPUT_NAMES.filter((name): name is InputNameWith<Part> => {
    const row: InputRow = INPUTS[name];
    return Object.entries(part).every(([key, value]) => row[key as keyof InputRow] === value);
  });
}

/** Inputs whose change needs another task: the service cannot rename a task, move it or change its workspace. */
export const REPLACE_INPUTS = namesWith({ effect: "replaces" });

/** Inputs that are compared and refreshed; an import is over once there is state. */
export const STORED_INPUTS = namesWith({ stored: true });

/** UpdateDISyncTask leaves omitted parameters unchanged, so these cannot be unset. */
export const CANNOT_BE_UNSET = namesWith({ cannotBeUnset: true });

const CHANGES: Readonly<Record<Effect, string>> = {
  replaces: "A change replaces the task.",
  inPlace: "A change updates the task in place.",
  restarts: "A change restarts a task that runs.",
  nothingIsCalled: "A change calls nothing.",
};

/** What a change of the input does, as a sentence. */
export function changeSentence(name: InputName): string {
  const row: InputRow = INPUTS[name];
  return row.change ?? CHANGES[row.effect];
}
