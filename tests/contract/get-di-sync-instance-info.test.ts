import { dataOf } from "./clients/client";
import { CLIENT_NAMES } from "./clients/index";
import { refused, syncAnswer } from "./support/answers";
import { assertThroughEach, itEmulated, itSettles } from "./support/cases";
import { FILE, parameterCases, PROJECT, taskType } from "./support/parameters.cases";
import { assertOutcome, assertShape, assumed, nullOrAbsent } from "./support/shape";
import { targetForEach } from "./support/target-for-each";
import {
  create,
  createDeployed,
  createPaused,
  createRunning,
  onTask,
  taskKey,
  UNKNOWN_ID,
} from "./support/tasks";

const ACTION = "GetDISyncInstanceInfo";

/** The message of its page has no colon and no full stop, unlike every other call's. */
function unknownInstance(fileId: string) {
  const SolutionInfo = assumed(null, nullOrAbsent);
  return refused(`fileId[${fileId}] is invalid`, {
    Name: assumed(null, nullOrAbsent),
    SolutionInfo,
  });
}

function state(Status: string, Name: string) {
  const nothing = assumed(null, nullOrAbsent);
  return syncAnswer({ Status, Message: nothing, Name, SolutionInfo: nothing });
}

describe(ACTION, () => {
  const target = targetForEach();
  const info = (fileId: string) => onTask(target(), ACTION, fileId);

  parameterCases(
    ACTION,
    [PROJECT, FILE, taskType("DI_REALTIME", "DI_SOLUTION")],
    taskKey(UNKNOWN_ID),
    target,
  );

  itSettles(9, "refuses an unknown id in the words of its page", async (settle) => {
    settle(await info(UNKNOWN_ID), unknownInstance(UNKNOWN_ID));
  });

  itEmulated("refuses an unknown id, through every client", "open question 9", () =>
    assertThroughEach(target(), ACTION, taskKey(UNKNOWN_ID), unknownInstance(UNKNOWN_ID)),
  );

  it("finds no solution under the id of a task", async () => {
    const fileId = await create(target());
    const solution = { ...taskKey(fileId), TaskType: "DI_SOLUTION" };
    const outcome = await target().call(ACTION, solution);
    assertShape(dataOf(outcome)["Status"], "fail");
  });

  itSettles(9, "tells NORUN of a task that was never deployed", async (settle) => {
    const fileId = await create(target());
    settle(await info(fileId), state("NORUN", "contract_1"));
  });

  itSettles(9, "tells NORUN of a task that is deployed and was never started", async (settle) => {
    const fileId = await createDeployed(target());
    settle(await info(fileId), state("NORUN", "contract_1"));
  });

  for (const client of CLIENT_NAMES) {
    it(`tells RUN and the name of a running task, through ${client}`, async () => {
      const TaskName = target().newName();
      const fileId = await createRunning(target(), { TaskName });
      const outcome = await onTask(target(), ACTION, fileId, {}, client);
      assertOutcome(outcome, state("RUN", TaskName));
    });
  }

  it("tells PAUSE of a stopped task", async () => {
    const TaskName = target().newName();
    const fileId = await createPaused(target(), { TaskName });
    assertOutcome(await info(fileId), state("PAUSE", TaskName));
  });

  itSettles(9, "refuses a deleted task as an unknown id", async (settle) => {
    const fileId = await create(target());
    await onTask(target(), "DeleteDISyncTask", fileId);
    settle(await info(fileId), unknownInstance(fileId));
  });

  for (const word of ["WAIT", "KILLING", "FAILED"]) {
    itEmulated(
      `tells ${word} where that is the state`,
      "the state is set from outside",
      async () => {
        const fileId = await createRunning(target());
        target().emulator.console.changeTask(fileId, { runState: word });
        await assertThroughEach(target(), ACTION, taskKey(fileId), state(word, "contract_1"));
      },
    );
  }

  itEmulated("has no name under the quirk", "a switch of the emulator", async () => {
    const fileId = await createRunning(target());
    target().emulator.setQuirks({ nameInInfo: false });
    const nameless = { Status: "RUN", Message: null, Name: null, SolutionInfo: null };
    assertOutcome(await info(fileId), syncAnswer(nameless));
  });

  itEmulated("finds no undeployed task under the quirk", "a switch of the emulator", async () => {
    const fileId = await create(target());
    target().emulator.setQuirks({ undeployedInfo: "fail" });
    assertOutcome(await info(fileId), unknownInstance(fileId));
  });
});
