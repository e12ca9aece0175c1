import { UnknownFaultError, type FaultRule } from "../faults/fault-rule";
import {
  isJsonObject,
  parseExactJson,
  writePrettyJson,
  type JsonObject,
  type JsonValue,
} from "../json/exact-json";
import { checkFields, FieldError } from "../json/fields";
import { wholeReply, type Reply } from "../protocol/reply";
import { describeQuirks, UnknownQuirkError } from "../quirks";
import { TaskSeedError } from "../workspace/console";
import { parseTaskSeed } from "../workspace/seed";
import { UnknownFolderError } from "../workspace/workspace";
import type { EmulatorControl } from "./control";
import { overview } from "./overview";
import { parseTaskChange } from "./task-change";

const PREFIX = "/_emulator";

export interface ControlRequest {
  readonly method: string;
  /** Without the query. */
  readonly path: string;
  readonly body: string;
}

export function isControlPath(path: string): boolean {
  return path === PREFIX || path.startsWith(`${PREFIX}/`);
}

/** A control request that cannot be executed. */
class ControlError extends Error {
  override readonly name = "ControlError";

  constructor(
    readonly httpStatus: number,
    message: string,
  ) {
    super(message);
  }
}

/** The input of a route: what matched the star in its path, and the body. */
interface RouteCall {
  readonly control: EmulatorControl;
  readonly id: string;
  body(): JsonObject;
}

interface Route {
  readonly method: string;
  /** Below the prefix; "*" stands for one segment. */
  readonly path: string;
  answer(call: RouteCall): unknown;
}

const OK = { ok: true };

function parseBody(text: string): JsonObject {
  let value: JsonValue;
  try {
    value = parseExactJson(text);
  } catch (cause) {
    throw new ControlError(400, `The body is not JSON: ${(cause as Error).message}.`);
  }
  if (!isJsonObject(value)) {
    throw new ControlError(400, "The body has to be a JSON object.");
  }
  return value;
}

function orNotFound(isFound: boolean, what: string): unknown {
  if (!isFound) {
    throw new ControlError(404, `There is no ${what}.`);
  }
  return OK;
}

const ROUTES: readonly Route[] = [
  { method: "GET", path: "", answer: ({ control }) => overview(control) },
  { method: "GET", path: "/requests", answer: ({ control }) => control.requests },
  {
    method: "DELETE",
    path: "/requests",
    answer({ control }) {
      control.clearRequests();
      return OK;
    },
  },
  { method: "GET", path: "/tasks", answer: ({ control }) => control.tasks() },
  {
    method: "POST",
    path: "/tasks",
    answer: ({ control, body }) => control.console.addTask(parseTaskSeed(body())),
  },
  {
    method: "GET",
    path: "/tasks/*",
    answer({ control, id }) {
      const task = control.task(id);
      return task ?? orNotFound(false, `task ${id}`);
    },
  },
  {
    method: "PATCH",
    path: "/tasks/*",
    answer({ control, id, body }) {
      const change = parseTaskChange(body());
      orNotFound(control.console.changeTask(id, change), `task ${id}`);
      return control.task(id);
    },
  },
  {
    method: "DELETE",
    path: "/tasks/*",
    answer: ({ control, id }) => orNotFound(control.console.deleteTask(id), `task ${id}`),
  },
  { method: "GET", path: "/folders", answer: ({ control }) => control.folders() },
  {
    method: "POST",
    path: "/folders",
    answer({ control, body }) {
      const { path } = checkFields("A folder", body(), { path: "string" }, ["path"]);
      return { path: control.console.addFolder(path) };
    },
  },
  {
    method: "POST",
    path: "/clock",
    answer({ control, body }) {
      const fields = { advanceMs: "number" } as const;
      const { advanceMs } = checkFields("A turn of the clock", body(), fields, ["advanceMs"]);
      control.clock.advance(advanceMs);
      return { nowMs: control.clock.nowMs() };
    },
  },
  { method: "GET", path: "/faults", answer: ({ control }) => control.faults() },
  {
    method: "POST",
    path: "/faults",
    answer: ({ control, body }) => ({ id: control.addFault(body() as unknown as FaultRule) }),
  },
  {
    method: "DELETE",
    path: "/faults",
    answer({ control }) {
      control.clearFaults();
      return OK;
    },
  },
  {
    method: "DELETE",
    path: "/faults/*",
    answer: ({ control, id }) => orNotFound(control.removeFault(Number(id)), `fault ${id}`),
  },
  {
    method: "GET",
    path: "/quirks",
    answer: ({ control }) => describeQuirks(control.quirks),
  },
  {
    method: "PATCH",
    path: "/quirks",
    answer({ control, body }) {
      control.setQuirks(body());
      return control.quirks;
    },
  },
  {
    method: "POST",
    path: "/reset",
    answer({ control }) {
      control.reset();
      return OK;
    },
  },
];

/** What the star of the route's path matches in this path; `undefined` if the path does not match. */
function matchOf(route: Route, path: string): string | undefined {
  if (!route.path.endsWith("/*")) {
    return route.path === path ? "" : undefined;
  }
  const start = route.path.slice(0, -1);
  const rest = path.startsWith(start) ? path.slice(start.length) : "";
  return rest !== "" && !rest.includes("/") ? rest : undefined;
}

function routesText(): string {
  return ROUTES.map(({ method, path }) => `${method} ${PREFIX}${path.replace("*", "<id>")}`).join(
    ", ",
  );
}

function answerRoute(control: EmulatorControl, { method, path, body }: ControlRequest): unknown {
  const below = path.slice(PREFIX.length).replace(/\/$/, "");
  for (const route of ROUTES) {
    const id = matchOf(route, below);
    if (id !== undefined && route.method === method) {
      return route.answer({ control, id, body: () => parseBody(body) });
    }
  }
  throw new ControlError(404, `There is no ${method} ${path}; there are ${routesText()}.`);
}

function statusOf(cause: unknown): number {
  if (cause instanceof ControlError) {
    return cause.httpStatus;
  }
  const isRefused =
    cause instanceof UnknownQuirkError ||
    cause instanceof UnknownFaultError ||
    cause instanceof UnknownFolderError ||
    cause instanceof TaskSeedError ||
    cause instanceof RangeError ||
    cause instanceof FieldError;
  return isRefused ? 400 : 500;
}

function jsonReply(httpStatus: number, value: unknown): Reply {
  return wholeReply(httpStatus, "application/json", `${writePrettyJson(value as JsonValue)}\n`);
}

/** The control: unsigned, JSON in and out, for tests and people; the service has no equivalent. */
export function answerControl(control: EmulatorControl, request: ControlRequest): Reply {
  try {
    const answer = answerRoute(control, request);
    return typeof answer === "string"
      ? wholeReply(200, "text/plain; charset=utf-8", answer)
      : jsonReply(200, answer);
  } catch (cause) {
    const message = cause instanceof Error ? cause.message : String(cause);
    return jsonReply(statusOf(cause), { error: message });
  }
}
