import { isSameInput, type DISyncTaskInputs } from "../model/inputs";
import { isDefinitionApplied, isSameDefinition, type DISyncTaskState } from "../model/state";
import { isToBeDeployed, type Change } from "./steps";

/** Whether the program's desired state requires a draft to be deployed. */
export function isDraftToBeDeployed(
  { draft }: Partial<DISyncTaskState>,
  news: DISyncTaskInputs,
): boolean {
  return draft === true && isToBeDeployed(news);
}

/** What changed between a stored state and the program, as far as calls depend on it. */
export function changeBetween(olds: Partial<DISyncTaskState>, news: DISyncTaskInputs): Change {
  const needsGeneration = news.generate !== undefined && olds.serverDigest === undefined;
  // What was carried out matters as much as what the service shows: a killed update may have sent a content and not deployed it.
  if (
    needsGeneration ||
    isDraftToBeDeployed(olds, news) ||
    !isDefinitionApplied(olds.applied, news) ||
    !isSameDefinition(olds as DISyncTaskInputs, news)
  ) {
    return "definition";
  }
  const isSame = (name: "startParam" | "restartTriggers") =>
    isSameInput(name, olds[name], news[name]);
  return isSame("startParam") && isSame("restartTriggers") ? "nothing" : "startSettings";
}
