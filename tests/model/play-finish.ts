import { tidyUp } from "./console";
import { fileIdOf, type Driver, type Entry } from "./driver";
import { isAtPlaceOf, isListed, isLive, owned, ownedIds } from "./judged";
import { Violation } from "./oracle";
import { command, type Play } from "./play-command";
import { PROJECT_ID, taskNameOf, wishOf, type Program, type TaskWish } from "./program";
import type { Scenario } from "./scenario";

/** Quirks that only a person or time can overcome: the last commands come after they have. */
const CURED_QUIRKS = {
  updateRealtime: "accept",
  startOutcome: "run",
  deployDelayMs: 0,
  startDelayMs: 200,
  stopDelayMs: 200,
  stopNeverEnds: false,
} as const;

/** Gives a resource that is not in the state the import that the message offers, as the person who reads it would. */
async function withImports(play: Play, program: Program, text: string): Promise<Program> {
  const stored = new Set(owned(await play.driver.entries()).map(({ name }) => name));
  const offered = [...text.matchAll(/\bfiles? (\d+)/g)].flatMap(([, fileId]) => fileId ?? []);
  const next: Record<string, TaskWish> = { ...program };
  for (const fileId of offered) {
    const task = play.driver.service.task(fileId);
    const found = Object.entries(program).find(
      ([name, wish]) =>
        !stored.has(name) && isListed(task) && isAtPlaceOf(task, wishOf(name, wish)),
    );
    if (found !== undefined && play.ledger.ours.has(fileId)) {
      next[found[0]] = { ...found[1], import: `${PROJECT_ID}:${fileId}` };
    }
  }
  return next;
}

function fail(play: Play, invariant: string, detail: string): never {
  throw new Violation(invariant, [detail], play.history);
}

/** The size that nobody can take back, as it was sent. */
function sizeOf(entry: Entry | undefined): Partial<TaskWish> {
  const { cu, resourceGroup } = entry?.outputs ?? {};
  return {
    ...(typeof cu === "number" && { cu }),
    ...(typeof resourceGroup === "string" && { resourceGroup }),
  };
}

/** The program without what the person would take out before the last commands. */
function harmless({ service }: Driver, program: Program, entries: readonly Entry[]): Program {
  const wishes = Object.entries(program).map(([name, wish]) => {
    const { protect: _1, deletePolicy: _2, retainOnDelete: _3, import: id, ...rest } = wish;
    const entry = entries.find((one) => one.name === name || one.name === wish.alias);
    const task = service.task(id?.split(":")[1] ?? "");
    // An import may stay for ever, also where its task is seen to be deleted.
    const statuses = [
      "NORMAL",
      ...(service.quirks.deletedFileVisible === "error" ? [] : ["RECYCLE_BIN"]),
    ];
    const isFulfilled = entry?.id === id && statuses.includes(task?.deletedStatus ?? "");
    const isGenerated = entry?.outputs["generate"] !== undefined;
    return [
      name,
      {
        ...sizeOf(entry),
        ...rest,
        ...(isFulfilled && { import: id }),
        ...(entry?.isPendingReplacement === false && { isGenerated }),
      },
    ] as const;
  });
  return Object.fromEntries(wishes);
}

/** Gives two resources that want one name a name each. */
function withOwnNames(program: Program): Program {
  const taken = new Set<string>();
  const next: Record<string, TaskWish> = {};
  for (const [logicalName, wish] of Object.entries(program)) {
    const { nameOf: _nameOf, ...own } = wish;
    const candidates = [wish, own, { ...own, name: 1 - wish.name }];
    const placeOf = (one: TaskWish): string => `${one.folder} ${taskNameOf(logicalName, one)}`;
    const free = candidates.find((one) => !taken.has(placeOf(one)));
    if (free !== undefined) {
      taken.add(placeOf(free));
      next[logicalName] = free;
    }
  }
  return next;
}

/** Resources that wait for a name which the task of another entry has, and those entries: a person takes them out first. */
function contenders({ service }: Driver, program: Program, entries: readonly Entry[]): Set<string> {
  const found = new Set<string>();
  for (const entry of owned(entries)) {
    const task = service.task(fileIdOf(entry));
    const twins = owned(entries).filter(({ id, name }) => id === entry.id && name !== entry.name);
    twins.forEach(({ name }) => found.add(name));
    for (const [name, wish] of Object.entries(program)) {
      const isAnother = name !== entry.name && wish.alias !== entry.name;
      if (isAnother && isListed(task) && isAtPlaceOf(task, wishOf(name, wish))) {
        found.add(name).add(entry.name);
      }
    }
  }
  for (const [name, { alias }] of Object.entries(program)) {
    if (alias !== undefined && found.has(alias)) {
      found.add(name);
    }
  }
  return found;
}

/** Ends at the wish: at most two commands, and one more for every task that a message names. */
async function converge(play: Play, wished: Program): Promise<Program> {
  let program = wished;
  const before = owned(await play.driver.entries());
  const hadTwins = ownedIds(before).size < before.length;
  for (let attempt = 1; ; attempt++) {
    const { result, text } = await command(play, "up --refresh", program);
    if (result === "succeeded") {
      return program;
    }
    const next = await withImports(play, program, text);
    const isHelped = JSON.stringify(next) !== JSON.stringify(program);
    // Two entries of one task go one by one.
    if (!isHelped && attempt >= (hadTwins ? 3 : 2)) {
      return fail(play, "upEndsAtTheWish", text);
    }
    program = next;
    // What was left to itself meanwhile may be in the way.
    tidyUp(play.driver.service, await play.driver.entries(), play.ledger, false);
  }
}

function remains(play: Play, entries: readonly Entry[]): readonly string[] {
  const { driver, ledger } = play;
  const known = ownedIds(entries);
  return driver.service
    .tasks()
    .filter((task) => isLive(task) && known.has(task.fileId) && ledger.ours.has(task.fileId))
    .map(({ fileId, name, runState }) => `file ${fileId} ("${name}", ${runState})`);
}

/** The wish as somebody would write it who wants the next commands to end well. */
async function settle(play: Play, wished: Program): Promise<Program> {
  const { driver } = play;
  const program = withOwnNames(harmless(driver, wished, await driver.entries()));
  const inTheWay = contenders(driver, program, await driver.entries());
  if (inTheWay.size > 0) {
    const others = Object.entries(program).filter(([name]) => !inTheWay.has(name));
    await converge(play, Object.fromEntries(others));
    return withOwnNames(harmless(driver, program, await driver.entries()));
  }
  return program;
}

/** Without faults, up ends at the wish and destroy --refresh at nothing. */
export async function finish(play: Play, scenario: Scenario, wished: Program): Promise<void> {
  const { driver, history, ledger } = play;
  await driver.clearFaults();
  await driver.unprotect();
  await driver.rest();
  driver.service.setQuirks(CURED_QUIRKS);
  history.push(() => "-- the last commands, without faults");
  const { acceptsRenames } = scenario;
  const renamed = tidyUp(driver.service, await driver.entries(), ledger, acceptsRenames);
  for (const id of renamed) {
    await command(play, "refresh", wished, { env: { DATAWORKS_ACCEPT_RENAME: id } });
  }
  const program = await converge(play, await settle(play, wished));
  const { result, hasChanges } = await command(play, "preview", program);
  if (result !== "succeeded" || hasChanges) {
    fail(play, "upLeavesNothingToDo", "a preview after the last up shows changes");
  }
  const entries = owned(await driver.entries());
  const { text, result: ended } = await command(play, "destroy --refresh", program);
  if (ended !== "succeeded") {
    fail(play, "destroyEndsAtNothing", text);
  }
  const left = remains(play, entries);
  if (left.length > 0) {
    fail(play, "destroyEndsAtNothing", `${left.join(", ")} remain`);
  }
}
