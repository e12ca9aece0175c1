/** What a person calls the settings that an error asks to check; whoever uses this folder knows it. */
export interface SettingNames {
  /** The base URL in place of the region's own. */
  readonly endpoint: string;
  /** The profile of credentials. */
  readonly profile: string;
  readonly maxCallsPerSecond: string;
  /** The time for the operation that the calls belong to. */
  readonly timeout: string;
}
