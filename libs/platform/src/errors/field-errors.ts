import type { FieldError } from '@spectacles/contracts';
import type { z } from 'zod';

const escapeToken = (part: PropertyKey): string => String(part).replaceAll('~', '~0').replaceAll('/', '~1');

/** A JSON pointer (RFC 6901) to a place in a body. */
export function pointerTo(path: readonly PropertyKey[]): string {
  return path.map((part) => `/${escapeToken(part)}`).join('');
}

/** What a schema refused, as field errors; a field that is not known is pointed at itself. */
export function fieldErrorsOf(error: z.ZodError): FieldError[] {
  return error.issues.flatMap((issue): FieldError[] => {
    if (issue.code !== 'unrecognized_keys') {
      return [{ pointer: pointerTo(issue.path), code: issue.code, message: issue.message }];
    }
    return issue.keys.map((key) => ({
      pointer: pointerTo([...issue.path, key]),
      code: issue.code,
      message: 'This field is not known.',
    }));
  });
}
