import type { Ping } from '@spectacles/registry-client';
import type { CheckTarget } from './answer-checks.js';
import { failed, passed, quote, warned, type CheckResult } from './check-results.js';

/** Tokens are dated back by half a minute, and registries allow one minute more. */
const SKEW_MAX_SECONDS = 60;
const SKEW_WARNING_SECONDS = 20;

/** By how much the registry's clock is ahead of ours, in whole seconds. */
export function clockSkew(ping: Ping, now: Date): number {
  return ping.date === null ? 0 : Math.round((ping.date.getTime() - now.getTime()) / 1000);
}

/** What the answer to `GET /v2/` with our token tells. */
export function checkToken(target: CheckTarget, ping: Ping, skewSeconds: number): CheckResult {
  if (ping.status === 200) return accepted(skewSeconds);
  if (ping.status !== 401)
    return failed(
      'issuer-and-key',
      `The registry answered our token with status ${ping.status.toString()}.`,
      'Look into the log of the registry for the reason.',
    );
  if (Math.abs(skewSeconds) > SKEW_MAX_SECONDS)
    return failed(
      'issuer-and-key',
      `The registry refuses our token: its clock is ${direction(skewSeconds)} ours.`,
      'Set both clocks by the same time server.',
    );
  return refused(target, ping.challenge?.error ?? null);
}

function accepted(skewSeconds: number): CheckResult {
  if (Math.abs(skewSeconds) <= SKEW_WARNING_SECONDS)
    return passed('issuer-and-key', 'The registry accepts our tokens.');
  return warned(
    'issuer-and-key',
    `The registry accepts our tokens, but its clock is ${direction(skewSeconds)} ours.`,
    'Set both clocks by the same time server.',
  );
}

/** Distribution 3 names no error for a signature that it cannot verify; 2.8 says invalid_token to everything. */
function refused(target: CheckTarget, error: string | null): CheckResult {
  const issuer = `Set auth.token.issuer of the registry to ${target.issuer}, letter for letter.`;
  const bundle = 'Save the certificates (/keys/bundle.pem) where auth.token.rootcertbundle points to.';
  const restart = 'Then restart the registry: it reads both only at start.';
  if (target.kind === 'distribution-3' && error === null)
    return failed('issuer-and-key', 'The registry does not trust our key.', `${bundle} ${restart}`);
  if (target.kind === 'distribution-3' && error === 'invalid_token')
    return failed(
      'issuer-and-key',
      `The registry trusts our key, but not the issuer ${quote(target.issuer)}.`,
      `${issuer} ${restart}`,
    );
  if (target.kind === 'zot')
    return failed(
      'issuer-and-key',
      'The registry does not trust our key.',
      `Save its public key where http.auth.bearer.cert points to. ${restart}`,
    );
  return failed(
    'issuer-and-key',
    `The registry refuses our token: it does not know the issuer ${quote(target.issuer)}, or does not trust our key.`,
    `${issuer} ${bundle} ${restart}`,
  );
}

function direction(skewSeconds: number): string {
  return `${Math.abs(skewSeconds).toString()} seconds ${skewSeconds > 0 ? 'ahead of' : 'behind'}`;
}
