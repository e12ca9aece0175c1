import { argsOf, optionsOf, PROVIDERS, type Program } from "./program";

/** Options in JavaScript, those that hold other resources included. */
function optionsText(program: Program, index: number, isOneByOne: boolean): string {
  const wish = Object.values(program)[index]!;
  const { provider = "default" } = wish;
  const references = [
    ...(provider === "default" ? [] : [`provider: ${provider}`]),
    ...(isOneByOne && index > 0 ? [`dependsOn: [r${index - 1}]`] : []),
  ];
  const values = JSON.stringify(optionsOf(wish)).slice(1, -1);
  return `{ ${[values, ...references].filter((text) => text !== "").join(", ")} }`;
}

/**
 * The program's text, for the real engine.
 *
 * @param isOneByOne each resource waits for the one before it, so that the order of calls is always the same
 */
export function programText(program: Program, isOneByOne: boolean): string {
  const used = PROVIDERS.filter((name) =>
    Object.values(program).some(({ provider }) => name !== "default" && provider === name),
  );
  const providers = used.map((name) => `const ${name} = new dataworks.Provider("${name}", {});\n`);
  const resources = Object.entries(program).map(
    ([name, wish], index) =>
      `const r${index} = new dataworks.DISyncTask(${JSON.stringify(name)}, ${JSON.stringify(argsOf(name, wish))}, ${optionsText(program, index, isOneByOne)});\n`,
  );
  return `const dataworks = require("pulumi-dataworks");\n${[...providers, ...resources].join("")}`;
}
