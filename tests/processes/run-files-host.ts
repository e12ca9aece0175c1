import { createRunFiles } from "../../provider/host/run-files";
import type { EngineAddress } from "../../provider/host/engine-alive";

/** A host process of a run: it takes a task over, says so, and lives on as a host does. */
const [root, address = ""] = process.argv.slice(2);
createRunFiles(JSON.parse(address) as EngineAddress, root).add("a task", {
  kind: "taken",
  by: "1",
});
process.send?.("recorded");
// Longer than it takes to look for the engine, and for what earlier runs left.
process.on("message", () => setTimeout(() => process.send?.("waited"), 1_500));
