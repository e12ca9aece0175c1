import { randomBytes } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import type { Body, Parameters } from "../clients/client";
import { createClients, type Clients } from "../clients/index";
import { PROJECT_ID, requireRemoteAccess } from "./settings";
import type { Target } from "./target";

/** Sparse after the first looks: the smallest edition has 100 calls a day. */
const POLLS_MS = [500, 1000, 2000, ...Array.from({ length: 120 }, () => 5000)];

type CallRaw = (action: string, parameters: Parameters) => Promise<Body>;

async function stateOf(call: CallRaw, fileId: string): Promise<string> {
  const task = { ProjectId: PROJECT_ID, TaskType: "DI_REALTIME", FileId: fileId };
  const { Data: data } = await call("GetDISyncInstanceInfo", task);
  return String((data as Body | undefined)?.["Status"]);
}

async function pollState(
  call: CallRaw,
  fileId: string,
  isWanted: (state: string) => boolean,
): Promise<string> {
  let state = await stateOf(call, fileId);
  for (const delayMs of POLLS_MS) {
    if (isWanted(state)) {
      return state;
    }
    await sleep(delayMs);
    state = await stateOf(call, fileId);
  }
  throw new Error(`the task ${fileId} is still ${state} after ${POLLS_MS.length} looks`);
}

/** Whatever the answers: what counts is what is listed afterwards. */
async function removeTask(call: CallRaw, fileId: string): Promise<void> {
  const task = { ProjectId: PROJECT_ID, TaskType: "DI_REALTIME", FileId: fileId };
  if (["RUN", "WAIT", "KILLING"].includes(await stateOf(call, fileId))) {
    await call("StopDISyncInstance", task);
    await pollState(call, fileId, (state) => !["RUN", "WAIT", "KILLING"].includes(state));
  }
  await call("TerminateDISyncInstance", task);
  await call("DeleteDISyncTask", task);
}

async function isListed(call: CallRaw, fileId: string): Promise<boolean> {
  const { Data: data } = await call("ListFiles", { ProjectId: PROJECT_ID, FileIdIn: fileId });
  const { TotalCount: count } = (data ?? {}) as Body;
  return count !== 0;
}

async function removeFile(call: CallRaw, fileId: string): Promise<boolean> {
  await removeTask(call, fileId);
  if (await isListed(call, fileId)) {
    await call("DeleteFile", { ProjectId: PROJECT_ID, FileId: fileId });
  }
  return !(await isListed(call, fileId));
}

/** Ids of what a run has made. */
interface Made {
  readonly files: string[];
  readonly folders: string[];
}

/** Tells from the answer of a call what it has made. */
function note(made: Made, action: string, { Data: data }: Body): void {
  const fileId = action === "CreateDISyncTask" ? (data as Body | null)?.["FileId"] : data;
  if (action === "CreateFolder" && typeof data === "string") {
    made.folders.push(data);
  } else if (/^Create(DISyncTask|File)$/.test(action) && typeof fileId === "number") {
    made.files.push(fileId.toString());
  }
}

/** What could not be deleted; a run that leaves something behind fails at its end. */
export const leftBehind: string[] = [];

async function removeAll(call: CallRaw, made: Made): Promise<void> {
  for (const fileId of made.files.splice(0)) {
    const isGone = await removeFile(call, fileId).catch(() => false);
    if (!isGone) {
      leftBehind.push(`file ${fileId}`);
    }
  }
  // The ones below first.
  for (const folderId of made.folders.splice(0).reverse()) {
    const folder = { ProjectId: PROJECT_ID, FolderId: folderId };
    const { Success: isDone } = await call("DeleteFolder", folder);
    if (isDone !== true) {
      leftBehind.push(`folder ${folderId}`);
    }
  }
}

let clients: Clients | undefined;

/** The service; deletes what it made and nothing else. */
export function openRemoteTarget(): Target {
  const access = requireRemoteAccess();
  const through = (clients ??= createClients(access));
  const made: Made = { files: [], folders: [] };
  const callRaw: CallRaw = async (action, parameters) =>
    (await through["raw RPC"].call(action, parameters)).body;
  return {
    clients: through,
    accessKeyId: access.accessKeyId,
    get emulator(): never {
      throw new Error("this case is for the emulator alone");
    },
    async call(action, parameters, client = "raw RPC") {
      const outcome = await through[client].call(action, parameters);
      note(made, action, outcome.body);
      return outcome;
    },
    newName: () => `contract_${randomBytes(6).toString("hex")}`,
    untilState: (fileId, ...states) =>
      pollState(callRaw, fileId, (state) => states.includes(state)),
    pass: () => undefined, // the service's time passes by itself; untilState waits for it
    close: () => removeAll(callRaw, made),
  };
}
