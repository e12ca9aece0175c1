/** User-facing names of the settings that an error asks to check; the caller of this folder provides them. */
export interface SettingNames {
  /** The base URL that replaces the region's own. */
  readonly endpoint: string;
  /** The credentials profile. */
  readonly profile: string;
  readonly maxCallsPerSecond: string;
  /** The timeout of the operation that makes the calls. */
  readonly timeout: string;
}
