import { wholeReply, type Reply } from "../protocol/reply";
import {
  isJsonObject,
  parseExactJson,
  writePageJson,
  type JsonObject,
  type JsonValue,
} from "../json/exact-json";
import { UnknownFaultError } from "../faults/fault-rule";
import type { Gateway } from "../server/answer-request";
import { overview } from "./overview";
import { describeQuirks, UnknownQuirkError } from "../quirks";
import { checkFields, FieldError } from "../json/fields";
import { parseTaskSeed } from "../workspace/seed";
import { TaskSeedError, UnknownFolderError } from "../workspace/workspace";
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

/** A request that the control cannot carry out. */
class ControlError extends Error {
  override readonly name = "ControlError";

  constructor(
    readonly httpStatus: number,
    message: string,
  ) {
    super(message);
  }
}

/** What a route is given: what matched the star in its path, and the body. */
interface RouteCall {
  readonly gateway: Gateway;
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
  { method: "GET", path: "", answer: ({ gateway }) => overview(gateway) },
  { method: "GET", path: "/requests", answer: ({ gateway }) => gateway.log },
  {
    method: "DELETE",
    path: "/requests",
    answer({ gateway }) {
      gateway.log.length = 0;
      return OK;
    },
  },
  { method: "GET", path: "/tasks", answer: ({ gateway }) => gateway.store.tasks() },
  {
    method: "POST",
    path: "/tasks",
    answer: ({ gateway, body }) => gateway.store.addTask(parseTaskSeed(body())),
  },
  {
    method: "GET",
    path: "/tasks/*",
    answer({ gateway, id }) {
      const task = gateway.store.task(id);
      return task ?? orNotFound(false, `task ${id}`);
    },
  },
  {
    method: "PATCH",
    path: "/tasks/*",
    answer({ gateway, id, body }) {
      const change = parseTaskChange(body());
      orNotFound(gateway.store.changeTask(id, change), `task ${id}`);
      return gateway.store.task(id);
    },
  },
  {
    method: "DELETE",
    path: "/tasks/*",
    answer: ({ gateway, id }) => orNotFound(gateway.store.removeTask(id), `task ${id}`),
  },
  { method: "GET", path: "/folders", answer: ({ gateway }) => gateway.store.folders() },
  {
    method: "POST",
    path: "/folders",
    answer({ gateway, body }) {
      const { path } = checkFields("A folder", body(), { path: "string" }, ["path"]);
      return { path: gateway.store.addFolder(path) };
    },
  },
  {
    method: "POST",
    path: "/clock",
    answer({ gateway, body }) {
      const fields = { advanceMs: "number" } as const;
      const { advanceMs } = checkFields("A turn of the clock", body(), fields, ["advanceMs"]);
      gateway.clock.advance(advanceMs);
      return { nowMs: gateway.clock.nowMs() };
    },
  },
  { method: "GET", path: "/faults", answer: ({ gateway }) => gateway.faults.list() },
  {
    method: "POST",
    path: "/faults",
    answer: ({ gateway, body }) => ({ id: gateway.faults.add(body()) }),
  },
  {
    method: "DELETE",
    path: "/faults",
    answer({ gateway }) {
      gateway.faults.clear();
      return OK;
    },
  },
  {
    method: "DELETE",
    path: "/faults/*",
    answer: ({ gateway, id }) => orNotFound(gateway.faults.remove(Number(id)), `fault ${id}`),
  },
  { method: "GET", path: "/quirks", answer: ({ gateway }) => describeQuirks(gateway.store.quirks) },
  {
    method: "PATCH",
    path: "/quirks",
    answer({ gateway, body }) {
      gateway.store.setQuirks(body());
      return gateway.store.quirks;
    },
  },
  {
    method: "POST",
    path: "/reset",
    answer({ gateway }) {
      gateway.store.reset();
      gateway.faults.clear();
      gateway.authentication.reset();
      gateway.quota.reset();
      gateway.log.length = 0;
      return OK;
    },
  },
];

/** What the star of the route's path stands for in this path; nothing if the path is another. */
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

function answerRoute(gateway: Gateway, { method, path, body }: ControlRequest): unknown {
  const below = path.slice(PREFIX.length).replace(/\/$/, "");
  for (const route of ROUTES) {
    const id = matchOf(route, below);
    if (id !== undefined && route.method === method) {
      return route.answer({ gateway, id, body: () => parseBody(body) });
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
  return wholeReply(httpStatus, "application/json", `${writePageJson(value as JsonValue)}\n`);
}

/** The control: unsigned, JSON in and out, for tests and for people; the service has nothing like it. */
export function answerControl(gateway: Gateway, request: ControlRequest): Reply {
  try {
    const answer = answerRoute(gateway, request);
    return typeof answer === "string"
      ? wholeReply(200, "text/plain; charset=utf-8", answer)
      : jsonReply(200, answer);
  } catch (cause) {
    const message = cause instanceof Error ? cause.message : String(cause);
    return jsonReply(statusOf(cause), { error: message });
  }
}
