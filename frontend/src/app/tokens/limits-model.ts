import { applyWhen, maxLength, type SchemaFn, validate } from '@angular/forms/signals';
import type { CredentialScope } from '@spectacles/contracts';
import { ApiProblem, toProblem } from '../api/problem';
import { rowsOf, type ScopeRow, scopeRow, scopeRules, scopesOf } from '../rights/scope-editor/scope-rows';

/** What a form holds of the limits of a token or a robot. */
export interface LimitsModel {
  limited: boolean;
  scopes: ScopeRow[];
  /** A number of days, "on" a day, or "never". */
  expiry: string;
  /** The day, where it is one. */
  expiresAt: string;
  /** One a line. */
  addressRanges: string;
}

/** As the routes take them. */
export interface Limits {
  readonly scopes: CredentialScope[] | null;
  readonly expiresAt: string | null;
  readonly addressRanges: string[];
}

const DAY_MS = 86_400_000;
const DATE_LENGTH = 10;
const LONGEST_RANGES = 3200;

export function newLimits(days: number | null, pattern = ''): LimitsModel {
  return {
    limited: pattern !== '',
    scopes: [scopeRow(pattern, ['pull'])],
    expiry: days === null ? 'never' : String(days),
    expiresAt: '',
    addressRanges: '',
  };
}

export function limitsModelOf(limits: {
  readonly scopes: readonly CredentialScope[] | null;
  readonly expiresAt: string | null;
  readonly addressRanges: readonly string[];
}): LimitsModel {
  return {
    limited: limits.scopes !== null,
    scopes: limits.scopes === null ? [scopeRow('', ['pull'])] : rowsOf(limits.scopes),
    expiry: limits.expiresAt === null ? 'never' : 'on',
    expiresAt: limits.expiresAt === null ? '' : dayOf(new Date(limits.expiresAt)),
    addressRanges: limits.addressRanges.join('\n'),
  };
}

/** `kept`: the end that is there already; its hour stays where its day does. */
export function limitsOf(model: LimitsModel, now: Date, kept: string | null = null): Limits {
  return {
    scopes: model.limited ? scopesOf(model.scopes) : null,
    expiresAt: endOf(model, now, kept),
    addressRanges: model.addressRanges
      .split(/[\s,]+/)
      .map((range) => range.trim())
      .filter((range) => range !== ''),
  };
}

export const limitsRules: SchemaFn<LimitsModel> = (limits) => {
  applyWhen(limits.scopes, ({ valueOf }) => valueOf(limits.limited), scopeRules);
  validate(limits.expiresAt, ({ value, valueOf }) =>
    valueOf(limits.expiry) === 'on' && value() === ''
      ? { kind: 'required', message: 'Choose the last day.' }
      : undefined,
  );
  maxLength(limits.addressRanges, LONGEST_RANGES, { message: 'At most 50 addresses or networks.' });
};

/** What the server has against a limit belongs to that field of a form that holds them under `limits`. */
export async function atLimits<T>(call: Promise<T>): Promise<T> {
  try {
    return await call;
  } catch (error) {
    const problem = toProblem(error);
    const errors = problem.errors.map(({ pointer, ...rest }) => ({ ...rest, pointer: limitsPointer(pointer) }));
    throw new ApiProblem({ ...partsOf(problem), errors }, { cause: problem });
  }
}

function partsOf({ code, status, detail, requestId, retryAfterSeconds }: ApiProblem) {
  return { code, status, detail, requestId, retryAfterSeconds };
}

function limitsPointer(pointer: string): string {
  if (pointer.startsWith('/addressRanges')) return '/limits/addressRanges';
  return pointer.startsWith('/scopes') || pointer.startsWith('/expiresAt') ? `/limits${pointer}` : pointer;
}

function endOf({ expiry, expiresAt }: LimitsModel, now: Date, kept: string | null): string | null {
  if (expiry === 'never') return null;
  if (expiry !== 'on') return new Date(now.getTime() + Number(expiry) * DAY_MS).toISOString();
  if (kept !== null && dayOf(new Date(kept)) === expiresAt) return kept;
  // To the end of that day, as the person's clock has it.
  return new Date(`${expiresAt}T23:59:59`).toISOString();
}

function dayOf(time: Date): string {
  return new Date(time.getTime() - time.getTimezoneOffset() * 60_000).toISOString().slice(0, DATE_LENGTH);
}
