/** The few facts of the installation itself. */
export type SettingName = 'setup-code' | 'key-ring-version' | 'installation' | 'throttle-key';

/** Where the facts of the installation are kept. */
export abstract class SettingRepository {
  abstract read(name: SettingName): Promise<string | null>;
  /** Writes it unless it is there; answers what is there then. */
  abstract writeOnce(name: SettingName, value: string): Promise<string>;
  abstract write(name: SettingName, value: string): Promise<void>;
  abstract remove(name: SettingName): Promise<void>;
}
