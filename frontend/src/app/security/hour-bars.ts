import type { DecisionSummary } from '@spectacles/contracts';

export interface Bar {
  readonly x: number;
  readonly y: number;
  readonly height: number;
}

export const STEP = 20;
export const HEIGHT = 80;
const GONE_TO_SIGHT = 2;

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
