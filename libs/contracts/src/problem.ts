import * as z from 'zod';

/** One thing wrong with a field of a body; `pointer` is RFC 6901. */
export const FieldError = z.strictObject({ pointer: z.string(), code: z.string(), message: z.string() });
export type FieldError = z.output<typeof FieldError>;

/** RFC 9457, with a stable `code` and the id that the logs carry. */
export const Problem = z
  .strictObject({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    detail: z.string(),
    code: z.string().regex(/^[A-Z][A-Z0-9_]*$/),
    requestId: z.string(),
    errors: z.array(FieldError).optional(),
  })
  .meta({ id: 'Problem' });
export type Problem = z.output<typeof Problem>;

/** How a refusal crosses the bus; the edge turns it into a problem document. */
export const ErrorReply = z.strictObject({
  code: z.string(),
  status: z.int(),
  message: z.string(),
  errors: z.array(FieldError).optional(),
  retryAfterSeconds: z.int().optional(),
});
export type ErrorReply = z.output<typeof ErrorReply>;
