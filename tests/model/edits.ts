import type { TaskView } from "../../emulator/index";
import type { Entry } from "./driver";
import { isListed, owned } from "./judged";
import { PROJECT_ID, type Program, type TaskWish } from "./program";

/** What a person changes in the program between two commands. */
export type Edit =
  | { readonly kind: "set"; readonly logicalName: string; readonly wish: TaskWish }
  | { readonly kind: "change"; readonly logicalName: string; readonly wish: Partial<TaskWish> }
  | {
      readonly kind: "unset";
      readonly logicalName: string;
      readonly field: "cu" | "resourceGroup" | "import" | "onExisting" | "alias";
    }
  | { readonly kind: "remove"; readonly logicalName: string }
  /** Another logical name for the same task. */
  | {
      readonly kind: "rename";
      readonly logicalName: string;
      readonly to: string;
      readonly by?: TakeOver | "alias" | undefined;
    }
  /** Two resources exchange the names of their tasks, and what belongs to them. */
  | {
      readonly kind: "swap";
      readonly logicalName: string;
      readonly other: string;
      readonly by?: TakeOver | undefined;
    }
  /** A resource for a task that is there; `target` counts as in the console. */
  | { readonly kind: "import"; readonly logicalName: string; readonly target: number };

export type TakeOver = "import" | "adopt";

/** What a person sees of the state and the service while editing. */
export interface Sight {
  readonly entries: readonly Entry[];
  readonly tasks: readonly TaskView[];
}

/** What a resource says in order to take over the task of an entry. */
function takingOver(
  by: TakeOver | "alias" | undefined,
  from: string,
  { entries }: Sight,
): Partial<TaskWish> {
  switch (by) {
    case "import": {
      const entry = owned(entries).find(({ name }) => name === from);
      return entry === undefined ? {} : { import: entry.id };
    }
    case "adopt":
      return { onExisting: "adopt" };
    case "alias":
      return { alias: from };
    case undefined:
      return {};
  }
}

function without(wish: TaskWish, ...fields: readonly (keyof TaskWish)[]): TaskWish {
  return Object.fromEntries(
    Object.entries(wish).filter(([name]) => !fields.some((field) => field === name)),
  ) as unknown as TaskWish;
}

function renamed(program: Program, edit: Extract<Edit, { kind: "rename" }>, sight: Sight): Program {
  const { logicalName: from, to, by } = edit;
  const { [from]: wish, ...others } = program;
  return wish === undefined || to in program
    ? program
    : {
        ...others,
        [to]: {
          ...without(wish, "import", "alias"),
          nameOf: wish.nameOf ?? from,
          ...takingOver(by, from, sight),
        },
      };
}

/** What belongs to a task rather than to its resource. */
function identityOf(logicalName: string, wish: TaskWish): Partial<TaskWish> {
  const { name, nameOf = logicalName, folder, batchSize } = wish;
  return { name, nameOf, folder, batchSize };
}

function swapped(program: Program, edit: Extract<Edit, { kind: "swap" }>, sight: Sight): Program {
  const { logicalName, other, by } = edit;
  const { [logicalName]: one, [other]: two } = program;
  if (one === undefined || two === undefined || logicalName === other) {
    return program;
  }
  const given = (wish: TaskWish, otherName: string, otherWish: TaskWish): TaskWish => ({
    ...without(wish, "import", "isGenerated", "onExisting"),
    ...identityOf(otherName, otherWish),
    ...takingOver(by, otherName, sight),
  });
  return {
    ...program,
    [logicalName]: given(one, other, two),
    [other]: given(two, logicalName, one),
  };
}

const NAME = /^task_([a-z])(\d)$/;

function imported(
  program: Program,
  { logicalName, target }: Extract<Edit, { kind: "import" }>,
  { tasks }: Sight,
): Program {
  const there = tasks.filter(isListed);
  const task = there[target % there.length];
  const [, nameOf, name] = NAME.exec(task?.name ?? "") ?? [];
  if (task === undefined || nameOf === undefined) {
    return program;
  }
  const wish = program[logicalName] ?? { name: 0, folder: 0, batchSize: 0 };
  const id = `${PROJECT_ID}:${task.fileId}`;
  return { ...program, [logicalName]: { ...wish, nameOf, name: Number(name), import: id } };
}

function editedOnce(program: Program, edit: Edit, sight: Sight): Program {
  const { logicalName } = edit;
  const { [logicalName]: old, ...others } = program;
  switch (edit.kind) {
    case "remove":
      return others;
    case "set":
      return { ...program, [logicalName]: edit.wish };
    case "change":
      return old === undefined ? program : { ...program, [logicalName]: { ...old, ...edit.wish } };
    case "unset":
      return old === undefined ? program : { ...program, [logicalName]: without(old, edit.field) };
    case "rename":
      return renamed(program, edit, sight);
    case "swap":
      return swapped(program, edit, sight);
    case "import":
      return imported(program, edit, sight);
  }
}

/** The engine refuses an alias that another resource of the program has for its name, so nobody leaves one. */
function withoutStaleAliases(program: Program): Program {
  return Object.fromEntries(
    Object.entries(program).map(([name, wish]) => [
      name,
      wish.alias !== undefined && wish.alias in program ? without(wish, "alias") : wish,
    ]),
  );
}

export function edited(program: Program, edits: readonly Edit[], sight: Sight): Program {
  return withoutStaleAliases(
    edits.reduce((before, edit) => editedOnce(before, edit, sight), program),
  );
}
