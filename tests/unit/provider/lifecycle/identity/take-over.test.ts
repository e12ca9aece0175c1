import assert from "node:assert/strict";
import { ApiError } from "../../../../../provider/api/errors";
import type { FileRow } from "../../../../../provider/api/operations/list-files";
import {
  adoptExisting,
  importTask,
  previewImport,
} from "../../../../../provider/lifecycle/identity/adopt";
import type { DISyncTaskInputs } from "../../../../../provider/lifecycle/model/inputs";
import {
  forbidden,
  invalid,
  lost,
  stubSession,
  type StubApi,
  type StubSession,
} from "../../../../harness/stub-session";
import { inputs } from "../../../../harness/lifecycle";

const ID = "10000:1000001";
const NAME = 'task "orders" (region cn-shanghai, workspace 10000, file 1000001)';
const ROW: FileRow = {
  fileId: "1000001",
  fileName: "orders",
  folderPath: inputs.fileFolderPath,
  fileType: 900,
};
const CONTENT = JSON.stringify(inputs.taskContent);

const refusing = (error: Error) => async () => {
  throw error;
};
const listing = (...files: FileRow[]): StubApi => ({
  listFiles: async () => ({ files, totalCount: files.length }),
});
const showing = (deletedStatus: string): StubApi => ({
  getFile: async () => ({ deletedStatus }) as never,
});
const storing = (code: string): StubApi => ({
  getDISyncTask: async () => ({ code, alarmList: [] }),
});

function session(...parts: StubApi[]): StubSession {
  return stubSession(Object.assign({}, ...parts) as StubApi);
}

describe("the adoption of a task of the same name", () => {
  const refusal = (attempted: string, cause: string) => ({
    failure: {
      name: "adopt-refused",
      attempted,
      cause,
      kept: "Nothing was changed",
      next: "Make the program match the task, or stop the task, or delete it in DataWorks if nobody needs it",
    },
  });

  it("is refused where there are several", async () => {
    await assert.rejects(
      adoptExisting(session(), [ROW, { ...ROW, fileId: "1000002" }], CONTENT),
      refusal(
        `Cannot adopt ${NAME}`,
        "the folder holds 2 tasks of this name (files 1000001, 1000002)",
      ),
    );
  });

  it("is refused where there is none", async () => {
    await assert.rejects(
      adoptExisting(session(), [], CONTENT),
      refusal(
        'Cannot adopt task "orders" (region cn-shanghai, workspace 10000)',
        "the folder holds 0 tasks of this name (files )",
      ),
    );
  });

  it("is refused by every path in which the content differs", async () => {
    await assert.rejects(
      adoptExisting(session(storing('{"a":2,"b":2}')), [ROW], '{"a":1,"b":1}'),
      refusal(`Cannot adopt ${NAME}`, "its content differs from the program's at a, b"),
    );
  });
});

describe("what an import finds", () => {
  const refusal = (name: string, cause: string, next: string) => ({
    failure: {
      name,
      attempted: `Cannot import ${NAME}`,
      kept: "Nothing was changed",
      cause,
      next,
    },
  });
  const notFound = (who: string) =>
    refusal(
      "import-not-found",
      `${who} no file of this id`,
      `Check the id, region and account; if the task no longer exists, remove import: "${ID}" from the resource's options, and a new task is created`,
    );

  it("is nothing new where the task is what the program says", async () => {
    assert.deepEqual(await previewImport(session(listing(ROW), storing(CONTENT)), ID), {
      fileId: "1000001",
      change: "nothing",
      paths: [],
    });
  });

  it("has no paths where the content is generated, since the program has no form of it", async () => {
    const { taskContent: _content, ...rest } = inputs;
    const generated = {
      ...session(listing(ROW), storing('{"x":1}')),
      inputs: rest as DISyncTaskInputs,
    };
    assert.deepEqual(await previewImport(generated, ID), {
      fileId: "1000001",
      change: "nothing",
      paths: [],
    });
  });

  it("is nothing where the file is deleted and not listed, and its content is not asked for", async () => {
    assert.equal(await previewImport(session(listing(), showing("RECYCLE_BIN")), ID), undefined);
  });

  it("is nothing where the file is listed, but deleted", async () => {
    const deleted = session(
      listing(ROW),
      { getDISyncTask: refusing(invalid) },
      showing("RECYCLE_BIN"),
    );
    assert.equal(await importTask(deleted, ID), undefined);
  });

  it("is an error where the file is listed, but no task", async () => {
    const noTask = session(listing(ROW), { getDISyncTask: refusing(invalid) }, showing("NORMAL"));
    await assert.rejects(previewImport(noTask, ID), notFound("GetDISyncTask knows"));
  });

  it("is an error where the content cannot be read", async () => {
    const unreadable = session(listing(ROW), { getDISyncTask: refusing(forbidden) });
    await assert.rejects(previewImport(unreadable, ID), (error) => error === forbidden);
  });

  it("is an error where the file is not listed, and GetFile refuses it", async () => {
    const refused = session(listing(), { getFile: refusing(forbidden) });
    await assert.rejects(previewImport(refused, ID), notFound("the workspace has"));
  });

  it("is no verdict where the file is not listed, and GetFile gives no answer", async () => {
    const outage = new ApiError({
      ...forbidden.details,
      httpStatus: 500,
      code: "InternalError.System",
    });
    for (const error of [lost, outage]) {
      const unknown = session(listing(), { getFile: refusing(error) });
      await assert.rejects(previewImport(unknown, ID), (thrown) => thrown === error);
    }
  });

  const NO_FOLDER: FileRow = { fileId: "1000001", fileName: "orders", fileType: 900 };
  const { fileType: _type, ...noType } = ROW;
  const refused: [string, FileRow, string, string][] = [
    [
      "a batch task",
      { ...ROW, fileType: 23 },
      "file 1000001 is a batch sync task (type 23), and this provider manages real-time tasks only",
      "Correct the id; a batch task is deleted with DeleteFile",
    ],
    [
      "a file of no type",
      noType,
      "file 1000001 has type unknown, and a real-time sync task has type 900",
      "Correct the id",
    ],
    [
      "a file in a folder that has no path",
      { ...NO_FOLDER, folderId: "other" },
      `file 1000001 is in folder "", and fileFolderPath is "${inputs.fileFolderPath}"`,
      "Set fileFolderPath to the task's folder, or correct the id",
    ],
  ];
  for (const [what, row, cause, next] of refused) {
    it(`is refused where it is ${what}`, async () => {
      const found = session(listing(row), showing("NORMAL"), {
        getFolder: async () => ({ folderId: "ours" }) as never,
      });
      await assert.rejects(previewImport(found, ID), refusal("import-refused", cause, next));
    });
  }
});
