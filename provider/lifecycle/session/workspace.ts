import type { DataWorksApi } from "../../api/operations";
import { checkProjectId, checkRegion, type Problem } from "../checks/values";
import { LifecycleError } from "../report/errors";
import type { LifecycleContext } from "./context";
import { endpointOf } from "./endpoint";
import { READ_TIMEOUT_MS } from "./timeouts";

const NOTHING_CALLED = "Nothing was called";

/** A workspace in which a program looks tasks up. */
export interface Workspace {
  readonly api: DataWorksApi;
  readonly projectId: string;
  readonly region: string;
}

/** A region becomes part of a host name: a wrong one must not lead elsewhere. */
function requireValid(name: string, problem: Problem): void {
  if (problem !== undefined) {
    throw new LifecycleError({
      name: "invalid-argument",
      attempted: `Cannot use ${name}`,
      cause: `it ${problem.text}`,
      kept: NOTHING_CALLED,
    });
  }
}

/** @throws LifecycleError before any call where region or workspace id is invalid. */
export function openWorkspace(
  context: LifecycleContext,
  projectId: string,
  region: string | undefined,
): Workspace {
  if (region === undefined) {
    throw new LifecycleError({
      name: "invalid-argument",
      attempted: "Cannot look into the workspace",
      cause: "region is not set",
      kept: NOTHING_CALLED,
      next: "Give a region, or run: pulumi config set dataworks:region <region>",
    });
  }
  requireValid("region", checkRegion(region));
  requireValid("projectId", checkProjectId(projectId));
  const deadlineMs = context.clock.nowMs() + READ_TIMEOUT_MS;
  return { api: context.connect(endpointOf(context, region), deadlineMs), projectId, region };
}
