/** What the judge knows of what a program says of one task. */
export interface Wish {
  readonly taskName: string;
  /** In the form of the service. */
  readonly folder: string | undefined;
  readonly hasContent: (content: string) => boolean;
  readonly isGenerated?: boolean;
  readonly desiredState?: "undeployed" | "stopped" | "running";
  readonly cu?: number;
  readonly resourceGroup?: string;
  readonly onExisting?: "fail" | "adopt";
  readonly retainOnDelete?: boolean;
  readonly import?: string;
  readonly alias?: string;
  readonly provider?: string;
}

/** What a program says, by logical name. */
export type Wishes = Readonly<Record<string, Wish>>;
