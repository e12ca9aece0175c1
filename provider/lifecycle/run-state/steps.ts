import type { DesiredState } from "../model/inputs";
import type { LiveClass } from "./live-state";

/** One call, or one wait, that create and update may need. */
export type Step =
  | "update"
  | "deploy"
  | "stop"
  | "waitUntilStopped"
  | "undeploy"
  | "start"
  | "waitUntilRunning";

/** What changed since all steps last succeeded. */
export type Change =
  | "nothing"
  /** Start settings or restart triggers: they take effect at the next start. */
  | "startSettings"
  /** Content, resource group or size; also an unfinished change, whose progress is unknown. */
  | "definition";

/** The desired state; `unmanaged` where the program does not name one. */
export type Desired = DesiredState | "unmanaged";

export function desiredStateOf({
  desiredState,
}: {
  readonly desiredState?: DesiredState;
}): Desired {
  return desiredState ?? "unmanaged";
}

/** Whether the task is to be deployed, running or not. */
export function isToBeDeployed(inputs: { readonly desiredState?: DesiredState }): boolean {
  return ["stopped", "running"].includes(desiredStateOf(inputs));
}

export interface Situation {
  readonly desired: Desired;
  readonly live: LiveClass;
  readonly change: Change;
}

/** A set of situations: every given part must match. */
type Pattern = { readonly [Part in keyof Situation]?: readonly Situation[Part][] };

const DEPLOYED: readonly Desired[] = ["stopped", "running"];
/** A task in an unknown state may be deployed, so it is undeployed too. */
const MAY_BE_DEPLOYED: readonly LiveClass[] = ["running", "stopping", "stopped", "unknown"];

/** A running task with a change is stopped and started. */
const RESTART: Pattern = {
  desired: ["running"],
  live: ["running"],
  change: ["startSettings", "definition"],
};
/** A task in an unknown state is stopped before anything else. */
const STOP: readonly Pattern[] = [
  RESTART,
  { desired: ["running"], live: ["unknown"] },
  { desired: ["stopped", "undeployed"], live: ["running", "unknown"] },
];
const START: readonly Pattern[] = [
  RESTART,
  { desired: ["running"], live: ["stopping", "stopped", "undeployed", "unknown"] },
];

/**
 * Every step in the order in which it is taken, and the situations that need it. Create and update both follow this table: a
 * created task is one that is not deployed and has nothing to update.
 */
export const STEPS: readonly { readonly step: Step; readonly when: readonly Pattern[] }[] = [
  { step: "update", when: [{ change: ["definition"] }] },
  {
    step: "deploy",
    when: [
      { desired: DEPLOYED, change: ["definition"] },
      { desired: DEPLOYED, live: ["undeployed"] },
    ],
  },
  { step: "stop", when: STOP },
  {
    step: "waitUntilStopped",
    when: [...STOP, { desired: ["undeployed", "stopped", "running"], live: ["stopping"] }],
  },
  { step: "undeploy", when: [{ desired: ["undeployed"], live: MAY_BE_DEPLOYED }] },
  { step: "start", when: START },
  { step: "waitUntilRunning", when: START },
];

function matches(pattern: Pattern, { desired, live, change }: Situation): boolean {
  return (
    (pattern.desired?.includes(desired) ?? true) &&
    (pattern.live?.includes(live) ?? true) &&
    (pattern.change?.includes(change) ?? true)
  );
}

/** The steps that bring a task to its program's desired state, in order. */
export function plan(
  inputs: { readonly desiredState?: DesiredState },
  live: LiveClass,
  change: Change,
): readonly Step[] {
  return stepsFor({ desired: desiredStateOf(inputs), live, change });
}

/** The steps that a situation needs, in order. */
export function stepsFor(situation: Situation): readonly Step[] {
  return STEPS.filter(({ when }) => when.some((pattern) => matches(pattern, situation))).map(
    ({ step }) => step,
  );
}
