import type { FilterChoice } from './choice-filter';

const HOUR_MS = 3_600_000;
const HOURS = new Map([
  ['1h', 1],
  ['24h', 24],
  ['7d', 168],
  ['30d', 720],
]);

/** How far back a log is read. */
export const withinChoices: readonly FilterChoice[] = [
  { value: '', words: 'Any time' },
  { value: '1h', words: 'Last hour' },
  { value: '24h', words: 'Last 24 hours' },
  { value: '7d', words: 'Last 7 days' },
  { value: '30d', words: 'Last 30 days' },
];

/** The moment that a choice means; undefined is no limit. */
export function sinceOf(within: string | undefined, now: Date): string | undefined {
  const hours = HOURS.get(within ?? '');
  return hours === undefined ? undefined : new Date(now.getTime() - hours * HOUR_MS).toISOString();
}
