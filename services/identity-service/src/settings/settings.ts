import { SETTINGS_ID, type SettingsState, type SettingsView } from '@spectacles/contracts';
import { z } from 'zod';
import type { Repositories } from '../store/identity-store.js';

/** What administrators settled for the whole installation. */
export type Settings = SettingsView;

const NAME = 'installation';

/** As long as nobody changed anything. */
const DEFAULT_SETTINGS: Settings = {
  tokensOnly: false,
  defaultTokenDays: 90,
  maximumTokenDays: 365,
  decisionRetentionDays: 90,
  activityRetentionDays: 365,
  version: 0,
};

const Kept = z.object({
  tokensOnly: z.boolean(),
  defaultTokenDays: z.int(),
  maximumTokenDays: z.int().nullable(),
  decisionRetentionDays: z.int(),
  activityRetentionDays: z.int(),
  version: z.int(),
});

type SettingRows = Pick<Repositories, 'settings'>;

export async function readInstallationSettings({ settings }: SettingRows): Promise<Settings> {
  const text = await settings.read(NAME);
  return text === null ? DEFAULT_SETTINGS : Kept.parse(JSON.parse(text));
}

export async function writeInstallationSettings({ settings }: SettingRows, value: Settings): Promise<void> {
  await settings.write(NAME, JSON.stringify(value));
}

/** What replicas need to know of the settings. */
export function toSettingsState(settings: Settings): SettingsState {
  const { tokensOnly, decisionRetentionDays, activityRetentionDays } = settings;
  return { kind: 'settings', id: SETTINGS_ID, tokensOnly, decisionRetentionDays, activityRetentionDays };
}

/** The one state, as a page of a snapshot; none as long as nothing was changed. */
export async function readSettingsState(rows: SettingRows, after: string): Promise<SettingsState[]> {
  const settings = await readInstallationSettings(rows);
  return settings.version === 0 || after >= SETTINGS_ID ? [] : [toSettingsState(settings)];
}
