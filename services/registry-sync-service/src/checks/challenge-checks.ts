import type { Challenge, Ping } from '@spectacles/registry-client';
import { isLoopback, type CheckTarget } from './answer-checks.js';
import { failed, passed, quote, warned, type CheckResult } from './check-results.js';

/** Paths under which tokens are given out, all of them alike. */
const doors = ['/token', '/auth', '/auth/token', '/token_auth'];

const COPY = 'Copy the configuration from this page into the registry, and restart it.';

/** What the challenge of `GET /v2/` tells: whether tokens are asked for, and where the registry sends people for them. */
export function checkChallenge(target: CheckTarget, ping: Ping, publicUrl: string): CheckResult[] {
  const { challenge } = ping;
  if (ping.status === 200)
    return [failed('token-auth', 'The registry lets everybody in: it does not ask for tokens yet.', COPY)];
  if (challenge?.scheme === 'basic')
    return [
      failed(
        'token-auth',
        'The registry asks for names and passwords itself (htpasswd), not for tokens.',
        `Take the htpasswd section out of its configuration. ${COPY}`,
      ),
    ];
  if (challenge?.scheme !== 'bearer') return [failed('token-auth', 'The registry does not say how to get in.', COPY)];
  return [
    passed('token-auth', 'The registry asks for tokens.'),
    checkRealm(target, challenge, publicUrl),
    checkService(target, challenge),
  ];
}

function checkRealm(target: CheckTarget, { realm }: Challenge, publicUrl: string): CheckResult {
  const expected = `${publicUrl}/token`;
  const fix = `Set auth.token.realm of the registry to ${expected}, or PUBLIC_URL here to the address that people use.`;
  if (realm === null || !URL.canParse(realm)) return failed('realm', 'The registry names no address for tokens.', fix);
  const asked = realm.replace(/\/$/, '');
  if (!doors.some((door) => asked === publicUrl + door))
    return failed('realm', `The registry sends people to ${quote(realm)} for tokens; that is not us.`, fix);
  const [door, registry] = [new URL(realm), new URL(target.url)];
  if (door.protocol === 'http:' && registry.protocol === 'https:')
    return warned(
      'realm',
      'The registry is behind TLS and sends passwords to an address without: some clients refuse that.',
      'Put TLS in front of Spectacles and set PUBLIC_URL to its https:// address.',
    );
  if (isLoopback(door.hostname) && !isLoopback(registry.hostname))
    return warned(
      'realm',
      `Tokens are at ${quote(door.host)}, which on every other machine is that machine itself.`,
      'Set PUBLIC_URL to the address that people use.',
    );
  return passed('realm', `People are sent to ${realm} for tokens.`);
}

function checkService(target: CheckTarget, { service }: Challenge): CheckResult {
  if (service === target.service) return passed('service', `The registry calls itself ${quote(service)}.`);
  const named = service === null ? 'names no service' : `calls itself ${quote(service)}`;
  return failed(
    'service',
    `The registry ${named}; here it is ${quote(target.service)}.`,
    `Set auth.token.service of the registry to ${target.service}, letter for letter.`,
  );
}
