import { argsOf, optionsOf, PROVIDERS, type Program } from "./program";

/** Options in JavaScript, those that hold other resources included. */
function optionsText(program: Program, index: number, chained: readonly string[]): string {
  const names = Object.keys(program);
  const wish = Object.values(program)[index]!;
  const isChained = (at: number): boolean => chained.includes(names[at] ?? "");
  const before = names
    .map((_, at) => at < index && isChained(at) && isChained(index))
    .lastIndexOf(true);
  const { provider = "default" } = wish;
  const references = [
    ...(provider === "default" ? [] : [`provider: ${provider}`]),
    ...(before === -1 ? [] : [`dependsOn: [r${before}]`]),
  ];
  const values = JSON.stringify(optionsOf(wish)).slice(1, -1);
  return `{ ${[values, ...references].filter((text) => text !== "").join(", ")} }`;
}

/**
 * The program's text, for the real engine.
 *
 * @param chained resources of which each waits for the one before it, so that the order of calls is always the same
 */
export function programText(program: Program, chained: readonly string[]): string {
  const used = PROVIDERS.filter((name) =>
    Object.values(program).some(({ provider }) => name !== "default" && provider === name),
  );
  const providers = used.map((name) => `const ${name} = new dataworks.Provider("${name}", {});\n`);
  const resources = Object.entries(program).map(
    ([name, wish], index) =>
      `const r${index} = new dataworks.DISyncTask(${JSON.stringify(name)}, ${JSON.stringify(argsOf(name, wish))}, ${optionsText(program, index, chained)});\n`,
  );
  return `const dataworks = require("pulumi-dataworks");\n${[...providers, ...resources].join("")}`;
}
