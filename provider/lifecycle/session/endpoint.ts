import { endpointRecord, publicEndpoint } from "../../api/endpoints";
import { SETTINGS } from "../../settings";
import type { DISyncTaskState } from "../model/state";
import { describeTask } from "../report/describe-task";
import { LifecycleError } from "../report/errors";
import type { LifecycleContext } from "./context";

export function endpointOf(context: LifecycleContext, region: string): string {
  return context.settings.endpoint ?? publicEndpoint(region);
}

/** A key for a workspace of an endpoint in the process memory. */
export function workspaceKey(context: LifecycleContext, region: string, projectId: string): string {
  return `${endpointOf(context, region)} ${projectId}`;
}

/** The part of a state that records the endpoint. */
export type EndpointOutputs = Pick<DISyncTaskState, "emulated" | "endpoint">;

export function endpointOutputs(context: LifecycleContext, region: string): EndpointOutputs {
  const endpoint = endpointRecord(endpointOf(context, region));
  return endpoint === undefined ? { emulated: false } : { endpoint, emulated: true };
}

/** The state with the current endpoint, as the next write records it. */
export function withCurrentEndpoint(
  context: LifecycleContext,
  state: DISyncTaskState,
): DISyncTaskState {
  const { endpoint: _recorded, ...rest } = state;
  return { ...rest, ...endpointOutputs(context, state.region) };
}

/** A state of 0.1.0 records only whether it was written through an emulator, not through which. */
const ANY_EMULATOR = "emulated";
const SERVICE = "service";

/** The recorded endpoint, as `DATAWORKS_ACCEPT_ENDPOINT` names it. */
function recordedEndpoint({ endpoint, emulated }: EndpointOutputs): string {
  return endpoint ?? (emulated ? ANY_EMULATOR : SERVICE);
}

const ENDPOINT_SETTING = `${SETTINGS.endpoint.variable} (or ${SETTINGS.endpoint.key})`;

const ENDPOINT_REMEDIES: Readonly<Record<string, readonly [written: string, remedy: string]>> = {
  [SERVICE]: ["an endpoint of the service", `Unset ${ENDPOINT_SETTING}`],
  [ANY_EMULATOR]: ["an endpoint of an emulator", `Set ${ENDPOINT_SETTING} to that emulator`],
};

/**
 * An id is valid only at its own endpoint: the emulator's file 1000001 is not the service's.
 *
 * @throws LifecycleError before any call where the endpoint is not the recorded one, unless the user accepts that.
 */
export function requireRecordedEndpoint(context: LifecycleContext, state: DISyncTaskState): void {
  const now = endpointOf(context, state.region);
  const current = endpointRecord(now);
  const recorded = recordedEndpoint(state);
  const isRecorded =
    recorded === ANY_EMULATOR ? current !== undefined : recorded === (current ?? SERVICE);
  if (isRecorded || context.settings.acceptEndpoint === recorded) {
    return;
  }
  const [written, remedy] = ENDPOINT_REMEDIES[recorded] ?? [
    recorded,
    `Set ${ENDPOINT_SETTING} to that one`,
  ];
  throw new LifecycleError({
    name: "other-endpoint",
    attempted: `Cannot use the state of ${describeTask(state, state.fileId)}`,
    cause: `it was written through ${written}, but the endpoint is now ${now}`,
    kept: "Nothing was called",
    next:
      `${remedy}, or use another stack for this endpoint. If it is the same workspace at a new address, set ` +
      `${SETTINGS.acceptEndpoint.variable}=${recorded} and run \`pulumi refresh\`, which records the new address`,
  });
}
