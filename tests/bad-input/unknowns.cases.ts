import * as pulumi from "@pulumi/pulumi";
import * as fc from "fast-check";
import { refusedByClass, type Row } from "./bad-program";

const GOOD_UNKNOWN_PLACES: readonly ((unknown: unknown) => object)[] = [
  ...["projectId", "region", "taskName", "fileFolderPath", "resourceGroup", "taskContent"].map(
    (name) => (unknown: unknown) => ({ [name]: unknown }),
  ),
  (unknown) => ({ taskContent: { steps: [unknown, { a: unknown }] } }),
  (unknown) => ({ taskContent: undefined, generate: unknown }),
  (unknown) => ({ taskContent: undefined, generate: { setting: unknown, steps: [unknown] } }),
  (unknown) => ({ desiredState: unknown, deletePolicy: unknown, onExisting: unknown }),
  (unknown) => ({ startParam: { failoverLimit: unknown, errorLimit: { record: unknown } } }),
  (unknown) => ({ restartTriggers: [unknown] }),
];

/** An unknown value is right wherever it stands; the fault beside it is found all the same. */
export const UNKNOWN_ROWS: readonly Row[] = GOOD_UNKNOWN_PLACES.map((place, index) => ({
  property: "an unknown value",
  kind: `at place ${index + 1}`,
  program: fc
    .constantFrom<[object, string]>(
      [{ cu: 0.7 }, "cu: must be a number above 0 and a multiple of 0.5"],
      [
        { customTimeouts: 5 },
        refusedByClass("customTimeouts", "must be an object with create, update, delete"),
      ],
      [{ taskname: "x" }, "taskname: is not an input of DISyncTask; the nearest one is taskName"],
    )
    .map(([fault, message]) => ({
      args: { ...place(pulumi.output(pulumi.unknown)), ...fault },
      isPreview: true,
      message,
    })),
}));
