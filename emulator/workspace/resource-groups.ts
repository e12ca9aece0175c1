/** A Data Integration resource group, in the fields of ListResourceGroups. */
export interface ResourceGroup {
  readonly id: bigint;
  readonly identifier: string;
  readonly isDefault: boolean;
}

/** ResourceGroupType of the groups that run Data Integration. */
export const DATA_INTEGRATION_GROUPS = 4n;

/** Assumed: the ids; the samples have arbitrary numbers. */
const FIRST_ID = 1n;

/** The groups that a workspace can use; the first one is its default. */
export class ResourceGroups {
  readonly #groups: ResourceGroup[] = [];

  add(identifier: string): void {
    if (!this.has(identifier)) {
      const id = FIRST_ID + BigInt(this.#groups.length);
      this.#groups.push({ id, identifier, isDefault: this.#groups.length === 0 });
    }
  }

  has(identifier: string): boolean {
    return this.#groups.some((group) => group.identifier === identifier);
  }

  all(): readonly ResourceGroup[] {
    return this.#groups;
  }

  /** Assumed: used by a task whose request names none. */
  get defaultIdentifier(): string {
    return this.#groups.find(({ isDefault }) => isDefault)?.identifier ?? "";
  }
}
