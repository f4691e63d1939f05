import * as z from 'zod';

/** A text field that may stay empty; what is in it must fit the schema. */
export function blankOr(schema: z.ZodType<unknown, string>, message: string): z.ZodType<string, string> {
  return z.string().refine((text) => text === '' || schema.safeParse(text).success, message);
}

/** Leaves out what was left blank, so that the server's default holds. */
export function unlessBlank<Key extends string>(key: Key, text: string): Partial<Record<Key, string>> {
  return text.trim() === '' ? {} : ({ [key]: text.trim() } as Record<Key, string>);
}
