import type { TaskView } from "../../emulator/index";
import type { Stack } from "../harness/stack";

/** What is there after a command: tasks of the service, resources of the state. */
export interface Picture {
  readonly tasks: readonly object[];
  readonly resources: readonly object[];
  /** What the engine calls unfinished, creates apart: only `pulumi refresh --clear-pending-creates` takes those out. */
  readonly pending: readonly unknown[];
}

const TASK_TYPE = "pulumi-nodejs:dynamic/dataworks:DISyncTask";

/** A task without its times and version numbers, which differ from run to run. */
function pictureOfTask(task: TaskView): object {
  const { createTimeMs: _created, lastEditTimeMs: _edited, commitStatus: _commit, ...rest } = task;
  const { currentVersion, deployedVersion, ...lasting } = rest;
  return { ...lasting, isNewestDeployed: deployedVersion === currentVersion };
}

/**
 * Properties without the marks of a task that was taken over, which are no part of the wish, and without the address of the emulator, of
 * which each run has its own; a secret is encrypted anew each time.
 */
function comparable(properties: Readonly<Record<string, unknown>> = {}): object {
  const {
    import: _import,
    takenOver: _takenOver,
    endpoint: _endpoint,
    applied,
    ...rest
  } = properties;
  return { ...rest, isApplied: applied !== undefined };
}

export async function pictureOf({ emulator, project }: Stack): Promise<Picture> {
  const resources = await project.state();
  const operations = await project.pendingOperations();
  return {
    tasks: emulator.tasks().map(pictureOfTask),
    resources: resources
      .filter(({ type }) => type === TASK_TYPE)
      .map(({ urn, id, inputs, outputs }) => ({
        urn,
        id,
        inputs: comparable(inputs),
        outputs: comparable(outputs),
      })),
    pending: operations.filter(({ type }) => type !== "creating"),
  };
}
