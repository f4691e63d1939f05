import type { SettingsChange, SettingsView } from '@spectacles/contracts';
import * as z from 'zod';

/** What the form holds; a longest life of tokens counts only where they are limited. */
export interface SettingsModel {
  tokensOnly: boolean;
  defaultTokenDays: number;
  limited: boolean;
  maximumTokenDays: number;
  decisionRetentionDays: number;
  activityRetentionDays: number;
}

const USUAL_DAYS = 90;
export const noSettings: SettingsModel = {
  tokensOnly: false,
  defaultTokenDays: USUAL_DAYS,
  limited: true,
  maximumTokenDays: USUAL_DAYS,
  decisionRetentionDays: USUAL_DAYS,
  activityRetentionDays: 365,
};

const Days = z
  .int('A whole number of days.')
  .min(1, 'At least one day.')
  .max(3650, 'At most 3650 days, which is ten years.');
export const SettingsForm = z.object({
  defaultTokenDays: Days,
  maximumTokenDays: Days,
  decisionRetentionDays: Days,
  activityRetentionDays: Days,
});

export function modelOf({ version: _version, maximumTokenDays, ...rest }: SettingsView): SettingsModel {
  return {
    ...rest,
    limited: maximumTokenDays !== null,
    maximumTokenDays: maximumTokenDays ?? Math.max(USUAL_DAYS, rest.defaultTokenDays),
  };
}

export function changeOf({ limited, maximumTokenDays, ...rest }: SettingsModel): SettingsChange {
  return { ...rest, maximumTokenDays: limited ? maximumTokenDays : null };
}
