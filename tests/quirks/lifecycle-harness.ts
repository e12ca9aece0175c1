import { checkInputs } from "../../provider/lifecycle/check";
import type { LifecycleContext } from "../../provider/lifecycle/session/context";
import { createTask } from "../../provider/lifecycle/create";
import { diffInputs } from "../../provider/lifecycle/diff";
import { messageOf, PartialError } from "../../provider/lifecycle/report/errors";
import type { DISyncTaskInputs } from "../../provider/lifecycle/model/inputs";
import { getTask } from "../../provider/lifecycle/get";
import { createProcessMemory } from "../../provider/lifecycle/session/process-memory";
import { readTask } from "../../provider/lifecycle/read";
import { removeTask } from "../../provider/lifecycle/remove";
import { createRunRecord } from "../../provider/lifecycle/session/run-record";
import type { DISyncTaskState } from "../../provider/lifecycle/model/state";
import { updateTask } from "../../provider/lifecycle/update";
import { createWorld } from "../support/world";
import { IMPOSSIBLE_ID, type LifeStep } from "./life";
import { ENVIRONMENT, type Harness } from "./harness";

const REGION = "cn-shanghai";

/** What the engine keeps between two commands. */
interface Entry {
  readonly id: string;
  readonly state: DISyncTaskState;
}

function checked(olds: object, args: object): DISyncTaskInputs {
  const result = checkInputs({ ...olds }, { ...args }, (key) =>
    key === "dataworks:region" ? REGION : undefined,
  );
  if ("problems" in result) {
    throw new Error(result.problems.join("; "));
  }
  return result.inputs;
}

/** The engine's rules for one resource, as far as these lives need them: what is called, and what is kept. */
class SmallEngine {
  entry: Entry | undefined;

  async refresh(context: LifecycleContext): Promise<void> {
    if (this.entry !== undefined) {
      const { id } = this.entry;
      this.#keep(id, await readTask(context, id, this.entry.state));
    }
  }

  async up(context: LifecycleContext, args: object): Promise<void> {
    const olds = this.entry;
    const news = checked(olds?.state ?? {}, args);
    try {
      if (olds === undefined) {
        const { id, state } = await createTask(context, news);
        this.#keep(id, state);
      } else if (diffInputs(olds.state, news).changes !== false) {
        this.#keep(olds.id, await updateTask(context, olds.id, olds.state, news));
      }
    } catch (error) {
      if (error instanceof PartialError) {
        this.#keep(error.id, error.state);
      }
      throw error;
    }
  }

  async destroy(context: LifecycleContext): Promise<void> {
    if (this.entry !== undefined) {
      await removeTask(context, this.entry.id, this.entry.state);
      this.entry = undefined;
    }
  }

  /** A state is stored as JSON. */
  #keep(id: string, state: DISyncTaskState | undefined): void {
    this.entry =
      state === undefined ? undefined : { id, state: JSON.parse(JSON.stringify(state)) as never };
  }
}

type Play = (engine: SmallEngine, context: LifecycleContext, args: object) => Promise<void>;

const COMMANDS: Readonly<Record<LifeStep["run"], Play>> = {
  up: (engine, context, args) => engine.up(context, args),
  async upRefresh(engine, context, args) {
    await engine.refresh(context);
    await engine.up(context, args);
  },
  destroy: (engine, context) => engine.destroy(context),
  async destroyRefresh(engine, context) {
    await engine.refresh(context);
    await engine.destroy(context);
  },
  async lookUp(_engine, context) {
    await getTask(context, IMPOSSIBLE_ID, REGION);
  },
};

/** Check, diff, create, read, update and delete on a fake clock. */
export async function openLifecycleHarness(quirks: Record<string, unknown>): Promise<Harness> {
  const world = await createWorld(ENVIRONMENT, { quirks });
  const engine = new SmallEngine();
  return {
    emulator: world.emulator,
    async run(command, args) {
      world.lines.length = 0;
      // Every command is a run of its own.
      const context = {
        ...world.context,
        memory: createProcessMemory(),
        run: createRunRecord(),
      };
      let error = "";
      let isFailed = false;
      try {
        await COMMANDS[command](engine, context, args);
      } catch (cause) {
        isFailed = true;
        error = messageOf(cause);
      }
      return {
        isFailed,
        error,
        warnings: world.lines.filter((one) => one.startsWith("warning: ")),
      };
    },
    async stored() {
      const { entry } = engine;
      return entry === undefined ? undefined : { id: entry.id, outputs: { ...entry.state } };
    },
    close: () => world.stop(),
  };
}
