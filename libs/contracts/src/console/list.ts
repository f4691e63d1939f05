import * as z from 'zod';

/** What every list takes: a page size, and the cursor that the page before answered. */
export const ListQuery = z.strictObject({
  limit: z.coerce.number().int().min(1).max(200).default(50),
  cursor: z.string().max(1024).optional(),
});
export type ListQuery = z.output<typeof ListQuery>;

/** A list that is searched by a part of the name. */
export const SearchQuery = ListQuery.extend({ q: z.string().max(255).optional() });

/** One page; `next` is null on the last one. No totals. */
export function pageOf<Item extends z.ZodType>(item: Item) {
  return z.strictObject({ items: z.array(item), next: z.string().nullable() });
}
