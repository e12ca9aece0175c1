import { isLoopback, publicEndpoint } from "../api/endpoints";
import type { DataWorksApi } from "../api/data-works";
import type { Clock } from "../clock";
import { parseDurationMs } from "../duration";
import { SETTINGS, type Settings } from "../settings";
import { LifecycleError } from "./errors";
import type { CustomTimeouts, DISyncTaskInputs } from "./inputs";
import type { ProcessMemory } from "./process-memory";
import type { RunRecord } from "./run-record";
import type { DISyncTaskState } from "./state";

/** All that the lifecycle has of the world around it. */
export interface LifecycleContext {
  readonly settings: Settings;
  /** A client of one endpoint; no attempt starts after the deadline. */
  readonly connect: (endpoint: string, deadlineMs: number) => DataWorksApi;
  readonly clock: Clock;
  readonly random: () => number;
  readonly newClientToken: () => string;
  /** One line for the person who watches. */
  readonly log: (line: string) => void;
  /** What this process has done and seen so far. */
  readonly memory: ProcessMemory;
  /** What all processes of this run have done and seen. */
  readonly run: RunRecord;
}

const MINUTE_MS = 60_000;

/** Time for one operation where the user set none. */
const DEFAULT_TIMEOUT_MS = {
  create: 20 * MINUTE_MS,
  read: 2 * MINUTE_MS,
  update: 20 * MINUTE_MS,
  delete: 20 * MINUTE_MS,
} as const;

export function timeoutMs(
  operation: "create" | "update" | "delete",
  customTimeouts: CustomTimeouts | undefined,
): number {
  const custom = customTimeouts?.[operation];
  return (
    (custom === undefined ? undefined : parseDurationMs(custom)) ?? DEFAULT_TIMEOUT_MS[operation]
  );
}

export const READ_TIMEOUT_MS = DEFAULT_TIMEOUT_MS.read;

export function endpointOf(context: LifecycleContext, region: string): string {
  return context.settings.endpoint ?? publicEndpoint(region);
}

/** One text for a workspace behind an endpoint, for what a process remembers of it. */
export function workspaceKey(context: LifecycleContext, region: string, projectId: string): string {
  return `${endpointOf(context, region)} ${projectId}`;
}

/** The task in words, for every message. */
export function describeTask(inputs: DISyncTaskInputs, fileId: string | undefined): string {
  const place = [
    `region ${inputs.region}`,
    `workspace ${inputs.projectId}`,
    ...(fileId === undefined ? [] : [`file ${fileId}`]),
  ].join(", ");
  return `task "${inputs.taskName}" (${place})`;
}

/**
 * An id is only as good as the endpoint behind it: the emulator's file 1000001 is not the service's.
 *
 * @throws LifecycleError before any call where state and endpoint do not belong together.
 */
export function requireSameKindOfEndpoint(context: LifecycleContext, state: DISyncTaskState): void {
  const endpoint = endpointOf(context, state.region);
  if (state.emulated === isLoopback(endpoint)) {
    return;
  }
  const [written, cure] = state.emulated
    ? [
        "through an endpoint on this machine (the emulator)",
        `Set ${SETTINGS.endpoint.variable} to that emulator`,
      ]
    : [
        "through an endpoint of the service",
        `Unset ${SETTINGS.endpoint.variable} (or ${SETTINGS.endpoint.key})`,
      ];
  throw new LifecycleError(
    `The state of ${describeTask(state, state.fileId)} was written ${written}, but the endpoint is now ${endpoint}. ` +
      `Nothing was called. ${cure}, or use another stack for this endpoint.`,
  );
}
