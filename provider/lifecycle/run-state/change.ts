import { isSameInput, type DISyncTaskInputs } from "../model/inputs";
import { isDefinitionApplied, isSameDefinition, type DISyncTaskState } from "../model/state";
import { isToBeDeployed, type Change } from "./steps";

/** Whether a definition that may not be deployed has to be, by the program's desired state. */
export function isDraftAskedFor(
  { draft }: Partial<DISyncTaskState>,
  news: DISyncTaskInputs,
): boolean {
  return draft === true && isToBeDeployed(news);
}

/** What is new between a stored state and the program, as far as calls depend on it. */
export function changeBetween(olds: Partial<DISyncTaskState>, news: DISyncTaskInputs): Change {
  const isGeneratedAnew = news.generate !== undefined && olds.serverDigest === undefined;
  // What was carried out counts as well as what the service shows: a killed update may have sent a content and not deployed it.
  if (
    isGeneratedAnew ||
    isDraftAskedFor(olds, news) ||
    !isDefinitionApplied(olds.applied, news) ||
    !isSameDefinition(olds as DISyncTaskInputs, news)
  ) {
    return "definition";
  }
  const isSame = (name: "startParam" | "restartTriggers") =>
    isSameInput(name, olds[name], news[name]);
  return isSame("startParam") && isSame("restartTriggers") ? "nothing" : "startSettings";
}
