import assert from "node:assert/strict";
import { createStackAfterUp, DESTROY, program, type Stack } from "../harness/stack";

const TASK = 'task "orders_copy" (region cn-shanghai, workspace 10000, file 1000001)';

/** The sentence under the resource, with what differs from run to run cut out. */
function withoutRequestIds(text: string): string {
  return text.replace(/RequestId [0-9A-Za-z-]+/g, "RequestId …");
}

interface Case {
  readonly title: string;
  /** Rules for the emulator, all set before the destroy. */
  readonly faults: readonly object[];
  /** Sentences of the message, in their order. */
  readonly says: readonly string[];
}

const CASES: readonly Case[] = [
  {
    title: "HTTP 200, Success: true and the status fail, as the documented page shows it",
    faults: [
      { action: "DeleteDISyncTask", kind: "refuse", message: "fileId:[1000001] is invalid." },
    ],
    says: [
      `Cannot delete ${TASK}: DeleteDISyncTask answered Data.Status "fail": fileId:[1000001] is invalid. (RequestId …).`,
      "Live state: NORUN.",
      "Done so far: undeploy refused",
      "The task stays in the state.",
      "Next: Correct in DataWorks what the service's message names, then run the command again; it resumes from here.",
    ],
  },
  {
    title: "an answer in XML",
    faults: [
      {
        action: "DeleteDISyncTask",
        kind: "xml",
        message: "fileId:[1000001] is invalid.",
        count: 0,
      },
    ],
    says: [
      `Cannot delete ${TASK}: DeleteDISyncTask received no response: the response is not JSON.`,
      "The task stays in the state.",
      "Next: Run the command again; it reads what is there before it writes.",
    ],
  },
  {
    title: "HTTP 400 Param.Invalid",
    faults: [
      {
        action: "DeleteDISyncTask",
        kind: "gateway",
        httpStatus: 400,
        code: "Param.Invalid",
        message: "The parameter is invalid.",
      },
    ],
    says: [
      `Cannot delete ${TASK}: DeleteDISyncTask answered HTTP 400 Param.Invalid: The parameter is invalid. (RequestId …).`,
      "The task stays in the state.",
    ],
  },
  {
    title: "HTTP 403 Forbidden.Access",
    faults: [
      {
        action: "DeleteDISyncTask",
        kind: "gateway",
        httpStatus: 403,
        code: "Forbidden.Access",
        message: "Access is forbidden.",
      },
    ],
    says: [
      `Cannot delete ${TASK}: DeleteDISyncTask answered HTTP 403 Forbidden.Access: Access is forbidden. (RequestId …).`,
      "The task stays in the state.",
      "Next: Check that the access key has the RAM permissions for DataWorks and is a member of the workspace.",
    ],
  },
  {
    title: "HTTP 500 with the task kept, again and again",
    faults: [
      {
        action: "DeleteDISyncTask",
        kind: "gateway",
        httpStatus: 500,
        code: "InternalError.System",
        message: "An internal error occurred.",
        count: 0,
      },
    ],
    says: [
      `Cannot delete ${TASK}: DeleteDISyncTask answered HTTP 500 InternalError.System: An internal error occurred. (RequestId …).`,
      "The task stays in the state.",
      "Next: Run the command again; it reads what is there before it writes.",
    ],
  },
  {
    title: "an HTML page",
    faults: [{ action: "DeleteDISyncTask", kind: "html", count: 0 }],
    says: [
      `Cannot delete ${TASK}: DeleteDISyncTask received no response: the response is not JSON.`,
      "The task stays in the state.",
    ],
  },
  {
    title: "a connection that is cut before the effect, again and again",
    faults: [{ action: "DeleteDISyncTask", kind: "cutBefore", count: 0 }],
    says: [
      `Cannot delete ${TASK}: DeleteDISyncTask received no response: ECONNRESET (socket hang up).`,
      "The task stays in the state.",
    ],
  },
  {
    title: "no permission to stop a task that runs",
    faults: [
      { action: "GetDISyncInstanceInfo", kind: "infoWord", word: "RUN", count: 0 },
      {
        action: "StopDISyncInstance",
        kind: "gateway",
        httpStatus: 403,
        code: "Forbidden.Access",
        message: "Access is forbidden.",
      },
    ],
    says: [
      `Cannot delete ${TASK}: StopDISyncInstance answered HTTP 403 Forbidden.Access: Access is forbidden. (RequestId …).`,
      "Live state: RUN.",
      "Done so far: nothing.",
    ],
  },
  {
    title: "no answer to the undeploy",
    faults: [{ action: "TerminateDISyncInstance", kind: "cutBefore" }],
    says: [
      `Cannot delete ${TASK}: TerminateDISyncInstance received no response: ECONNRESET (socket hang up).`,
      "Done so far: nothing.",
    ],
  },
  {
    title: "a success after which the file is still listed",
    faults: [
      {
        action: "DeleteDISyncTask",
        kind: "answer",
        httpStatus: 200,
        body: { Success: true, RequestId: "r", Data: { Status: "success" } },
      },
    ],
    says: [
      `Cannot delete ${TASK}: step 5 of 5 (confirm): waited 5 s for the file of task "orders_copy" to disappear; the file is still listed.`,
      "Done so far: undeploy refused",
      "Next: DeleteDISyncTask said success, but ListFiles shows the file: look at it in DataWorks. If it is still there, run the command again; " +
        "if it is in the recycle bin or gone, and this message stays, remove the resource from the state with `pulumi state delete`.",
    ],
  },
];

/** Checks that the sentences stand in the text in their order. */
function assertSays(text: string, sentences: readonly string[]): void {
  let from = 0;
  for (const sentence of sentences) {
    const at = text.indexOf(sentence, from);
    assert.notEqual(at, -1, `missing after ${from}: ${sentence}\n${text}`);
    from = at + sentence.length;
  }
}

describe("a destroy that the service refuses, on the real engine", () => {
  let stack: Stack;
  before(async () => {
    stack = await createStackAfterUp(program({}, { customTimeouts: { delete: "5s" } }));
  });
  after(() => stack.dispose());

  for (const { title, faults, says } of CASES) {
    it(`fails, keeps the task and says why: ${title}`, async () => {
      for (const fault of faults) {
        await stack.control("POST", "faults", fault);
      }
      const destroy = await stack.pulumi(DESTROY);
      await stack.control("DELETE", "faults");
      assertSays(withoutRequestIds(destroy.text), says);
      assert.notEqual(destroy.exitCode, 0);
      assert.equal((await stack.storedTask())?.id, "10000:1000001");
    });
  }

  it("ends with the next destroy that is not refused", async () => {
    await stack.succeed(DESTROY);
    assert.equal(await stack.storedTask(), undefined);
  });
});
