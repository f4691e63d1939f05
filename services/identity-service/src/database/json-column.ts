import type { ValueTransformer } from 'typeorm';
import type { z } from 'zod';

/** A value as JSON text, checked when it is read; NULL, which rows of an older program have, stands for `absent`. */
export function jsonColumn<T>(schema: z.ZodType<T>, absent: T): ValueTransformer {
  return {
    to: (value: T | undefined) => (value === undefined ? undefined : JSON.stringify(value)),
    from: (text: string | null) => (text === null ? absent : schema.parse(JSON.parse(text))),
  };
}
