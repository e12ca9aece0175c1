import type { FaultRule } from "../../emulator/index";

/** An answer of a call that was carried out, without one of its fields; only the fast driver can give it. */
export interface HalfAnswer {
  readonly action: string;
  /** Which call of this action in the command, counted from 1. */
  readonly nth: number;
  /** A field of the answer or of its Data. */
  readonly field: string;
}

/** RequestId of an answer that lacks what its operation documents. */
export const HALF = "HALF";
/** RequestId of a whole answer that is untrue. */
export const LIE = "LIE";

const DATA = [
  null,
  { Success: true, RequestId: HALF },
  { Success: true, RequestId: HALF, Data: null },
];

function withData(...data: readonly object[]) {
  return [...DATA, ...data.map((Data) => ({ Success: true, RequestId: HALF, Data }))];
}

const STATUS = withData({}, { Status: null });

/** Every answer of an operation that is none, by its literal body. */
export const HALF_BODIES: Readonly<Record<string, readonly unknown[]>> = {
  CreateDISyncTask: withData(
    {},
    { Status: "success" },
    { Status: "success", FileId: null },
    { FileId: 1 },
  ),
  UpdateDISyncTask: STATUS,
  DeleteDISyncTask: STATUS,
  DeployDISyncTask: STATUS,
  StartDISyncInstance: STATUS,
  StopDISyncInstance: STATUS,
  TerminateDISyncInstance: STATUS,
  GetDISyncTask: STATUS,
  GetDISyncInstanceInfo: STATUS,
  ListFiles: withData(
    {},
    { Files: [] },
    { TotalCount: 3, Files: [] },
    { TotalCount: 3 },
    { TotalCount: 2, Files: null },
    { TotalCount: "many", Files: [] },
  ),
  GetFile: withData({}, { File: null }),
};

/** The same answer without a field; nothing, where it has none of this name. */
export function halved(body: unknown, field: string): object | undefined {
  const { Data, ...rest } = (body ?? {}) as { readonly Data?: Readonly<Record<string, unknown>> };
  if (Data === undefined || (field !== "Data" && !Object.hasOwn(Data, field))) {
    return undefined;
  }
  const kept = Object.entries(Data).filter(([name]) => name !== field);
  return field === "Data" ? rest : { ...rest, Data: Object.fromEntries(kept) };
}

export function isHalf(rule: FaultRule): boolean {
  const body = rule.kind === "answer" ? (rule.body as { RequestId?: unknown } | null) : undefined;
  return body === null || body?.RequestId === HALF;
}
