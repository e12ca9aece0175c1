import type { Mutant } from "./mutant";

/** Defects of the lifecycle that the model has to find. */
export const MODEL_MUTANTS: readonly Mutant[] = [
  {
    name: "believe-http-200",
    file: "provider/api/success.ts",
    find: 'outcome: {\n    isPresent: ({ Status }) => isNonEmptyString(Status),\n    isSuccess: (word) => word === "success",',
    replace:
      "outcome: {\n    isPresent: ({ Status }) => isNonEmptyString(Status),\n    isSuccess: () => true,",
  },
  {
    name: "delete-before-the-stop-has-ended",
    file: "provider/lifecycle/removal/stop.ts",
    find: 'await waitUntilStopped(removal, placeOf("wait for the stop"), TIME_ADVICE);',
    replace: 'removal.done.push("stop awaited");',
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
    find: "await confirmDeletion(removal);",
    replace: "",
  },
  {
    name: "ignore-the-live-name",
    file: "provider/lifecycle/identity/recorded-name.ts",
    find: "if (live.name === undefined || live.name === state.liveName)",
    replace: "if (live.name !== null)",
  },
  {
    name: "retry-create-blindly",
    file: "provider/lifecycle/identity/create-once.ts",
    find: "const found = await checkAgain(session, content);",
    replace:
      "const clientToken = context.newClientToken();\n  const { fileId: found } = await api.createDISyncTask({ ...request, clientToken });",
  },
  {
    name: "skip-the-look-up",
    file: "provider/lifecycle/create.ts",
    find: "const rows = await findByName(session)",
    replace: "const rows: readonly FileRow[] = []",
  },
  {
    name: "treat-403-as-gone",
    file: "provider/lifecycle/read.ts",
    find: "throw asLifecycleError(error, { attempted, kept",
    replace:
      "if ((error as { details?: { httpStatus?: number } }).details?.httpStatus === 403) {\n      return undefined;\n    }\n    throw asLifecycleError(error, { attempted, kept",
  },
  {
    name: "ownership-known-to-one-process",
    file: "provider/host/dynamic-provider.ts",
    find: "const currentContext = () => contextOf(getConfig);",
    replace:
      'const { createRunRecord: ofThisProcess } = require("../lifecycle/session/run-record");\n' +
      "  const run = ofThisProcess();\n" +
      "  const currentContext = () => ({ ...contextOf(getConfig), run });",
  },
  {
    name: "take-over-of-what-is-being-deleted",
    file: "provider/lifecycle/identity/ownership.ts",
    find: 'marks.filter(({ mark }) => ["deleting", "deleted"].includes(mark.kind))',
    replace: "marks.filter(() => false)",
    also: [
      {
        file: "provider/lifecycle/identity/ownership.ts",
        find: '(["deleted", "deleting"] as const).find((kind) => kinds.includes(kind))',
        replace: "undefined",
      },
      {
        file: "provider/lifecycle/identity/ownership.ts",
        find: "if (isTaken || lastOfOthers",
        replace: "if (isTaken && lastOfOthers",
      },
    ],
  },
  {
    name: "refresh-fulfils-an-import",
    file: "provider/lifecycle/diff.ts",
    find: "if (isFromProgram) {",
    replace: "if (isFromProgram !== undefined) {",
    also: [
      {
        file: "provider/lifecycle/identity/ownership.ts",
        find: "(one.isReplacement || isDeleted) && claimKey(one) === claimKey(inputs)",
        replace: "one.taskName === inputs.taskName",
      },
    ],
  },
  {
    name: "confirm-forgets-that-it-saw-the-file",
    file: "provider/lifecycle/removal/confirm.ts",
    find: 'wasListed ||= seen.kind === "listed";',
    replace: "",
    also: [
      {
        file: "provider/lifecycle/removal/confirm.ts",
        find: 'return { kind: "listed" };\n  }\n}',
        replace: 'return { kind: "unreadable", why: messageOf(error) };\n  }\n}',
      },
    ],
  },
  {
    name: "denied-state-means-that-nothing-runs",
    file: "provider/lifecycle/run-state/task-session.ts",
    find: "return live.state === undefined && isAlive(lastState);",
    replace: "return live.state === undefined && isAlive(lastState) && false;",
  },
  {
    name: "no-data-is-an-empty-list",
    file: "provider/api/success.ts",
    find: "const { Data: data } = body;",
    replace:
      'const data = body.Data ?? (action === "ListFiles" ? { TotalCount: 0, Files: [] } : undefined);',
  },
  {
    name: "control-of-the-proof-is-remembered",
    file: "provider/lifecycle/identity/existence.ts",
    find: ".finally(() => controls.delete(key))",
    replace: "",
  },
  {
    name: "endpoint-on-record-is-not-compared",
    file: "provider/lifecycle/session/endpoint.ts",
    find: "if (isRecorded || context.settings.acceptEndpoint === recorded)",
    replace: 'if (isRecorded || now !== "")',
  },
];
