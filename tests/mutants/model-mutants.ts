import type { Mutant } from "./mutant";

/** Defects of the lifecycle that the model has to find. */
export const MODEL_MUTANTS: readonly Mutant[] = [
  {
    name: "believe-http-200",
    file: "provider/api/success.ts",
    find: 'outcome: {\n    isTold: ({ Status }) => isText(Status),\n    isGood: (word) => word === "success",',
    replace: "outcome: {\n    isTold: ({ Status }) => isText(Status),\n    isGood: () => true,",
  },
  {
    name: "delete-before-the-stop-has-ended",
    file: "provider/lifecycle/remove.ts",
    find: 'await waitUntilStopped(instance, placeOf("wait for the stop"), TIME_ADVICE);',
    replace: 'instance.done.push("stop awaited");',
  },
  {
    name: "drop-applied",
    file: "provider/lifecycle/diff.ts",
    find: "isApplied(olds.applied, news) &&",
    replace: "",
  },
  {
    name: "forget-the-confirm",
    file: "provider/lifecycle/remove.ts",
    find: 'await confirmDeletion(removal, placeOf("confirm"));',
    replace: "",
  },
  {
    name: "ignore-the-live-name",
    file: "provider/lifecycle/identity.ts",
    find: "if (live.name === undefined || live.name === state.liveName)",
    replace: "if (live.name !== null)",
  },
  {
    name: "retry-create-blindly",
    file: "provider/lifecycle/create-once.ts",
    find: "const found = await lookAgain(creation);",
    replace:
      "const clientToken = context.newClientToken();\n  const { fileId: found } = await api.createDISyncTask({ ...request, clientToken });",
  },
  {
    name: "skip-the-look-up",
    file: "provider/lifecycle/create.ts",
    find: "const rows = await findByName(context, api, inputs)",
    replace: "const rows: readonly FileRow[] = []",
  },
  {
    name: "treat-403-as-gone",
    file: "provider/lifecycle/read.ts",
    find: "throw asLifecycleError(\n      `Cannot read",
    replace:
      "if ((error as { details?: { httpStatus?: number } }).details?.httpStatus === 403) {\n      return undefined;\n    }\n    throw asLifecycleError(\n      `Cannot read",
  },
];
