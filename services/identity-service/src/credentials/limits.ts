import { parseAddressRange, parsePattern, patternCanMatchWithin } from '@spectacles/access-control';
import type { CredentialScope, FieldError } from '@spectacles/contracts';
import { ValidationFailed } from '@spectacles/platform';
import type { Repositories } from '../store/identity-store.js';
import { AddressRangeInvalid, PatternInvalid, PatternOutside } from './limits.errors.js';

/** Where the scopes of a robot must be able to match something. */
export interface LimitPlace {
  readonly registryId: string;
  readonly path: string;
}

interface Limits {
  readonly scopes?: readonly CredentialScope[] | null | undefined;
  readonly addressRanges?: readonly string[] | undefined;
}

/** Refuses limits that cannot be read, or that could never let anything pass; `place` is that of a namespace's robot. */
export async function requireReadableLimits(
  repositories: Pick<Repositories, 'registries'>,
  { scopes, addressRanges }: Limits,
  place: LimitPlace | null = null,
): Promise<void> {
  requireReadablePatterns(scopes ?? []);
  await requireKnownRegistries(repositories, scopes ?? []);
  if (place !== null) requireInside(scopes ?? [], place);
  requireReadableRanges(addressRanges ?? []);
}

function requireReadablePatterns(scopes: readonly CredentialScope[]): void {
  const errors = scopes.flatMap(({ pattern }, index): FieldError[] => {
    const parsed = parsePattern(pattern);
    if (parsed.ok) return [];
    const message = `Character ${String(parsed.at + 1)}: ${parsed.reason}`;
    return [{ pointer: `/scopes/${String(index)}/pattern`, code: 'pattern_invalid', message }];
  });
  if (errors.length > 0) throw new PatternInvalid(errors);
}

async function requireKnownRegistries(
  { registries }: Pick<Repositories, 'registries'>,
  scopes: readonly CredentialScope[],
): Promise<void> {
  const ids = [...new Set(scopes.flatMap(({ registryId }) => registryId ?? []))];
  if (ids.length === 0) return;
  const known = new Set((await registries.byIds(ids)).map(({ id }) => id));
  const errors = scopes.flatMap(({ registryId }, index): FieldError[] => {
    if (registryId === undefined || known.has(registryId)) return [];
    const pointer = `/scopes/${String(index)}/registryId`;
    return [{ pointer, code: 'registry_not_found', message: 'There is no such registry.' }];
  });
  if (errors.length > 0) throw new ValidationFailed(errors);
}

function requireInside(scopes: readonly CredentialScope[], { registryId, path }: LimitPlace): void {
  const errors = scopes.flatMap((scope, index): FieldError[] => {
    const pointer = `/scopes/${String(index)}`;
    const code = 'pattern_outside';
    if (scope.registryId !== undefined && scope.registryId !== registryId)
      return [{ pointer: `${pointer}/registryId`, code, message: 'The namespace is in another registry.' }];
    const parsed = parsePattern(scope.pattern);
    if (parsed.ok && patternCanMatchWithin(parsed.pattern, path)) return [];
    const where = path === '' ? 'without a slash' : `in ${path}`;
    return [{ pointer: `${pointer}/pattern`, code, message: `"${scope.pattern}" matches no repository ${where}.` }];
  });
  if (errors.length > 0) throw new PatternOutside(errors);
}

function requireReadableRanges(ranges: readonly string[]): void {
  const errors = ranges.flatMap((text, index): FieldError[] => {
    const parsed = parseAddressRange(text);
    if (parsed.ok) return [];
    return [{ pointer: `/addressRanges/${String(index)}`, code: 'address_range_invalid', message: parsed.reason }];
  });
  if (errors.length > 0) throw new AddressRangeInvalid(errors);
}
