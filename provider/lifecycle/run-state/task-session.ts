import type { TaskRef } from "../../api/task";
import type { Session } from "../session/session";
import { isAlive, stateText } from "./live-state";
import { readLiveTask, type LiveTask } from "./read-live-task";

/** A session on one task: what was last seen of it, and what was done to it. */
export interface TaskSession extends Session {
  readonly task: TaskRef;
  /** What was read last. */
  live: LiveTask;
  /** The state has not been read yet, or not since the last action. */
  isUnread: boolean;
  /** The last known state: recorded or seen. */
  lastState?: string;
  /** Whether a state other than stopped or none was ever seen. */
  wasSeenAlive: boolean;
  /** Whether this operation's stop was accepted, or may have been. */
  isStopRequested: boolean;
  /** What this operation has done so far, for messages. */
  readonly done: string[];
}

/**
 * Opens a session without reading the task.
 *
 * @param recorded the recorded state, empty where there is none
 */
export function openTaskSession(session: Session, task: TaskRef, recorded = ""): TaskSession {
  return {
    ...session,
    task,
    live: {},
    isUnread: true,
    ...(recorded !== "" && { lastState: recorded }),
    wasSeenAlive: false,
    isStopRequested: false,
    done: [],
  };
}

/** Records what was seen. */
export function record(session: TaskSession, live: LiveTask): LiveTask {
  session.live = live;
  session.isUnread = false;
  session.wasSeenAlive ||= isAlive(live.state);
  if (live.state !== undefined) {
    session.lastState = live.state;
  }
  return live;
}

/** Reads the state now. */
export async function observe(session: TaskSession): Promise<LiveTask> {
  return record(session, await readLiveTask(session.api, session.task));
}

/** Whether the service returns no state of a task that was last seen alive: this does not prove that it stopped. */
export function isStateHidden({ live, lastState }: TaskSession): boolean {
  return live.state === undefined && isAlive(lastState);
}

/** The live state for messages. */
export function liveText({ live, isUnread, lastState }: TaskSession): string {
  if (!isUnread) {
    return stateText(live.state);
  }
  return lastState === undefined ? "unreadable" : `unreadable, last seen as ${lastState}`;
}
