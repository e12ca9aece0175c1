import { isDeepStrictEqual } from "node:util";
import type { TaskView } from "../../emulator/index";
import type { Wish } from "./wish";
import { deployedVersion, type Ledger } from "./ledger";

export const described = ({ fileId, name, runState }: TaskView): string =>
  `file ${fileId} ("${name}", ${runState})`;

/** What of a task is not as the program wishes. */
export function unmetWishes(
  [logicalName, wish]: readonly [string, Wish],
  task: TaskView,
  ledger: Ledger,
  isTakenNow: boolean,
): readonly string[] {
  const { fileId } = task;
  const unmet: string[] = [];
  const demand = (isMet: boolean, what: string): void => {
    if (!isMet) {
      unmet.push(`${described(task)} of ${logicalName} has not the wished ${what}`);
    }
  };
  // What a script would make of a task that was taken over is not known, so it is taken as it is.
  const isTakenAsItIs = wish.isGenerated === true && (isTakenNow || ledger.foreign.has(fileId));
  demand(isTakenAsItIs || wish.hasContent(task.content), "content");
  // The size of a task that was taken over cannot be read, and an import takes it to be what the program says.
  if (wish.import === undefined && !ledger.foreign.has(fileId)) {
    demand(wish.cu === undefined || task.cu === wish.cu, "cu");
  }
  const knows = !isTakenNow && !ledger.blind.has(fileId);
  switch (wish.desiredState) {
    case "running":
      demand(["RUN", "WAIT"].includes(task.runState), "state running");
      demand(!knows || task.deployed, "deployment");
      break;
    case "stopped":
      // A task that is being stopped counts as stopped.
      demand(["NORUN", "PAUSE", "KILLING"].includes(task.runState), "state stopped");
      demand(!knows || task.deployed, "deployment");
      break;
    case "undeployed":
      demand(["NORUN", "PAUSE"].includes(task.runState), "state undeployed");
      demand(
        !knows || !task.deployed || ledger.deployedByKilled.has(fileId),
        "absence of a deployment",
      );
      break;
    case undefined:
      return unmet;
  }
  const deployed = (ledger.edited.get(fileId) ?? 0) > 1 ? undefined : deployedVersion(ledger, task);
  if (wish.desiredState !== "undeployed" && knows && deployed !== undefined) {
    const { content, resourceGroup, cu } = task;
    demand(
      (isTakenAsItIs || isDeepStrictEqual(JSON.parse(deployed.content), JSON.parse(content))) &&
        deployed.resourceGroup === resourceGroup &&
        deployed.cu === cu,
      "version deployed",
    );
  }
  return unmet;
}
