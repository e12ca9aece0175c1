import type { Call, Command, Driver, Outcome } from "./driver";
import type { Program } from "./program";

/** What is the same in two drivers of one scenario, command by command. */
export interface TracedCommand {
  readonly command: Command;
  readonly result: Outcome["result"];
  /** Of a preview. */
  readonly hasChanges?: boolean;
  /** Actions in their order by the name of their task; `*` for those that are about no single one. */
  readonly actions: Readonly<Record<string, readonly string[]>>;
  /** What the command began to delete for good, in that order. */
  readonly deletes: readonly string[];
  /** The state, by logical name. */
  readonly state: Readonly<Record<string, TracedEntry>>;
}

interface TracedEntry {
  readonly task: string;
  readonly initErrorCount: number;
  readonly isPendingReplacement: boolean;
  readonly retainOnDelete: boolean;
  readonly provider: string;
  readonly isApplied: boolean;
  readonly desiredState: unknown;
  readonly liveState: unknown;
  readonly deployed: unknown;
}

export interface Traced {
  readonly driver: Driver;
  readonly trace: readonly TracedCommand[];
}

/** Ids depend on who came first; names do not. */
function nameTasks(driver: Driver, names: Map<string, string>): void {
  for (const { fileId, name } of driver.service.tasks()) {
    if (!names.has(fileId)) {
      names.set(fileId, name);
    }
  }
}

function subjectOf({ params }: Call, names: ReadonlyMap<string, string>): string {
  const fileId = params["FileId"] ?? params["FileIdIn"];
  return (
    (fileId === undefined ? undefined : (names.get(fileId) ?? fileId)) ??
    params["TaskName"] ??
    params["ExactFileName"] ??
    "*"
  );
}

function actionsOf(
  calls: readonly Call[],
  names: ReadonlyMap<string, string>,
): Record<string, string[]> {
  const bySubject = new Map<string, string[]>();
  for (const call of calls) {
    const subject = subjectOf(call, names);
    bySubject.set(subject, [...(bySubject.get(subject) ?? []), call.action]);
  }
  return Object.fromEntries([...bySubject].sort(([a], [b]) => (a < b ? -1 : 1)));
}

async function stateOf(
  driver: Driver,
  names: ReadonlyMap<string, string>,
): Promise<Record<string, TracedEntry>> {
  const entries = [...(await driver.entries())].sort((a, b) => (a.name < b.name ? -1 : 1));
  return Object.fromEntries(
    entries.map(
      ({ name, id, initErrorCount, isPendingReplacement, retainOnDelete, provider, outputs }) => [
        name,
        {
          task: names.get(id.split(":")[1] ?? "") ?? id,
          initErrorCount,
          isPendingReplacement,
          retainOnDelete,
          provider,
          isApplied: outputs["applied"] !== undefined,
          desiredState: outputs["desiredState"] ?? null,
          liveState: outputs["liveState"] ?? null,
          deployed: outputs["deployed"] ?? null,
        },
      ],
    ),
  );
}

/** A driver that also writes down what its commands did. */
export function traced(driver: Driver): Traced {
  const trace: TracedCommand[] = [];
  const names = new Map<string, string>();
  return {
    trace,
    driver: {
      ...driver,
      async run(command, program: Program, options) {
        nameTasks(driver, names);
        const outcome = await driver.run(command, program, options);
        nameTasks(driver, names);
        trace.push({
          command,
          result: outcome.result,
          ...(command.startsWith("preview") && { hasChanges: outcome.hasChanges }),
          actions: actionsOf(outcome.calls, names),
          deletes: outcome.deletes,
          state: await stateOf(driver, names),
        });
        return outcome;
      },
    },
  };
}
