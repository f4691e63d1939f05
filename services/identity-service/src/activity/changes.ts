import type { ActivityChange } from './activity.js';

/** The fields that differ, as text. */
export function changesBetween<T extends object>(
  before: T | null,
  after: T | null,
  fields: readonly (keyof T & string)[],
): ActivityChange[] {
  return fields.flatMap((field) => {
    const [was, is] = [textOf(before?.[field]), textOf(after?.[field])];
    return was === is ? [] : [{ field, before: was, after: is }];
  });
}

function textOf(value: unknown): string | null {
  if (value === null || value === undefined) return null;
  return typeof value === 'string' ? value : JSON.stringify(value);
}
