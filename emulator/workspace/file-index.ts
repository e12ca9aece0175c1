import type { WorkspaceFile } from "./workspace-file";

/** Inserts a file into a list that is sorted by file id. */
function insert(list: WorkspaceFile[], file: WorkspaceFile): void {
  const last = list.at(-1);
  if (last === undefined || last.fileId < file.fileId) {
    list.push(file);
    return;
  }
  list.splice(
    list.findIndex(({ fileId }) => fileId > file.fileId),
    0,
    file,
  );
}

function removeFrom(list: WorkspaceFile[], file: WorkspaceFile): void {
  const at = list.indexOf(file);
  if (at >= 0) {
    list.splice(at, 1);
  }
}

class FileLists<Key> {
  readonly #lists = new Map<Key, WorkspaceFile[]>();

  get(key: Key): readonly WorkspaceFile[] {
    return this.#lists.get(key) ?? [];
  }

  add(key: Key, file: WorkspaceFile): void {
    const list = this.#lists.get(key) ?? [];
    insert(list, file);
    this.#lists.set(key, list);
  }

  remove(key: Key, file: WorkspaceFile): void {
    const list = this.#lists.get(key) ?? [];
    removeFrom(list, file);
    if (list.length === 0) {
      this.#lists.delete(key);
    }
  }
}

/** The files that are not deleted, oldest first, indexed by name and type. */
export class FileIndex {
  readonly #all: WorkspaceFile[] = [];
  readonly #byType = new FileLists<number>();
  readonly #byName = new FileLists<string>();

  all(): readonly WorkspaceFile[] {
    return this.#all;
  }

  ofType(fileType: number): readonly WorkspaceFile[] {
    return this.#byType.get(fileType);
  }

  named(name: string): readonly WorkspaceFile[] {
    return this.#byName.get(name);
  }

  add(file: WorkspaceFile): void {
    insert(this.#all, file);
    this.#byType.add(file.fileType, file);
    this.#byName.add(file.name, file);
  }

  remove(file: WorkspaceFile): void {
    removeFrom(this.#all, file);
    this.#byType.remove(file.fileType, file);
    this.#byName.remove(file.name, file);
  }
}
