import type * as fc from "fast-check";
import { scriptReading } from "../harness/generate-script";

/** A program with one fault. */
export interface BadProgram {
  /** Put over the arguments of a good program; `undefined` takes one away. */
  readonly args?: object;
  readonly options?: object;
  /** Instead of a task of its own, the program looks at the one of this id. */
  readonly get?: string;
  readonly environment?: Readonly<Record<string, string>>;
  /** Stack configuration; given, it replaces the one with a region. */
  readonly config?: Readonly<Record<string, string>>;
  /** @default false */
  readonly isPreview?: boolean;
  /** The whole of what a person is told, or its shape. */
  readonly message: string | RegExp;
}

/** One property and one way to get it wrong. */
export interface Row {
  readonly property: string;
  readonly kind: string;
  readonly program: fc.Arbitrary<BadProgram>;
}

/** The name of the resource in every program. */
export const RESOURCE = "orders";

/** What the class itself refuses, since it would not arrive. */
export function refusedByClass(path: string, text: string): string {
  return `DISyncTask "${RESOURCE}": ${path}: ${text}`;
}

export const CONTENT = { type: "job", steps: [{ name: "reader", parameter: { batchSize: 5 } }] };

export const SCRIPT = scriptReading("orders_source");
