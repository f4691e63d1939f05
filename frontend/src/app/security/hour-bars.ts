import type { DecisionSummary } from '@spectacles/contracts';

export interface Bar {
  readonly x: number;
  readonly y: number;
  readonly height: number;
}

export const STEP = 20;
export const HEIGHT = 80;
const GONE_TO_SIGHT = 2;

const HOUR_MS = 3_600_000;

/** Every hour since then, also those in which nobody asked; the server names only the others. */
export function everyHour(
  { since, hours }: Pick<DecisionSummary, 'since' | 'hours'>,
  now: Date,
): DecisionSummary['hours'] {
  const known = new Map(hours.map((hour) => [startOf(hour.at), hour]));
  const first = startOf(since);
  const count = Math.max(0, Math.floor((now.getTime() - first) / HOUR_MS)) + 1;
  return Array.from({ length: count }, (_, index) => {
    const start = first + index * HOUR_MS;
    return known.get(start) ?? { at: new Date(start).toISOString(), granted: 0, reduced: 0, refused: 0 };
  });
}

function startOf(time: string): number {
  return Math.floor(Date.parse(time) / HOUR_MS) * HOUR_MS;
}

/** A bar an hour: what was denied, as high as the worst hour allows; what is there can be seen. */
export function barsOf(hours: DecisionSummary['hours']): readonly Bar[] {
  const most = Math.max(1, ...hours.map(deniedIn));
  return hours.map((hour, index) => {
    const denied = deniedIn(hour);
    const height = denied === 0 ? 0 : Math.max(GONE_TO_SIGHT, Math.round((denied / most) * HEIGHT));
    return { x: index * STEP, y: HEIGHT - height, height };
  });
}

function deniedIn({ reduced, refused }: DecisionSummary['hours'][number]): number {
  return reduced + refused;
}
