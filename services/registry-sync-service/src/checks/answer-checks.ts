import { describeFailure, type Ping, type RegistryFailure, type TlsProblem } from '@spectacles/registry-client';
import { failed, passed, quote, warned, type CheckResult } from './check-results.js';

/** What the check is about. */
export interface CheckTarget {
  readonly url: string;
  readonly service: string;
  readonly issuer: string;
  readonly kind: 'distribution-2' | 'distribution-3' | 'zot';
  readonly caCertificate: string | null;
}

const tlsFixes: Readonly<Record<TlsProblem, string>> = {
  'unknown-authority': 'Enter the certificate of that authority (PEM) in the settings of the registry.',
  'self-signed': 'Enter that certificate itself (PEM) in the settings of the registry, or give it one that is signed.',
  'name-mismatch': 'Enter the address by the name that the certificate is for, or have one made for this name.',
  expired: 'Renew the certificate of the registry, and compare the clocks of both machines.',
  'not-tls': 'Enter the address with http:// instead, or set up TLS at the registry.',
  other: 'Look into the log of the registry for the reason.',
};

/** What a request that brought no answer tells. */
export function checkFailure(target: CheckTarget, failure: RegistryFailure): CheckResult[] {
  const place = new URL(target.url).host;
  switch (failure.kind) {
    case 'tls':
      return [
        passed('reachable', `${place} answers.`),
        failed('tls', describeFailure(failure), tlsFixes[failure.problem]),
      ];
    case 'address-refused':
      return [failed('reachable', describeFailure(failure), 'Enter the address of the registry itself.')];
    case 'malformed':
    case 'too-large':
      return [passed('reachable', `${place} answers.`), notARegistry('What answers there is no registry.')];
    default: {
      const fix = `Start the registry, and see that ${place} can be reached from the machine that Spectacles runs on.`;
      return [failed('reachable', `${place}: ${describeFailure(failure)}`, fix)];
    }
  }
}

/** What the answer to `GET /v2/` without a token tells: that something answers, how, and whether it is a registry. */
export function checkAnswer(target: CheckTarget, ping: Ping): CheckResult[] {
  return [passed('reachable', `${new URL(target.url).host} answers.`), checkTls(target), checkApi(target, ping)];
}

function checkTls(target: CheckTarget): CheckResult {
  const url = new URL(target.url);
  if (url.protocol === 'https:') return passed('tls', 'The TLS certificate is good.');
  if (isLoopback(url.hostname)) return passed('tls', 'No TLS, and none is needed on the same machine.');
  const fix = 'In a private network this may do; anywhere else set up TLS at the registry and enter https://.';
  return warned('tls', 'The registry is read without TLS: whoever is on the way can read along.', fix);
}

function checkApi(target: CheckTarget, ping: Ping): CheckResult {
  const { status } = ping;
  if (status >= 300 && status < 400) {
    const where = ping.location === null || ping.location === '' ? 'elsewhere' : `to ${quote(ping.location)}`;
    return failed('api', `The address redirects ${where}.`, 'Enter the address that it redirects to.');
  }
  if (status >= 500) {
    const fix = 'Look into the log of the registry, and of the proxy in front of it.';
    return failed('api', `The registry fails (status ${status.toString()}).`, fix);
  }
  if (status === 400 && target.url.startsWith('http:'))
    return failed('api', 'The address answers, but not to plain HTTP.', 'Try the address with https://.');
  if (status === 401 && ping.challenge !== null) return passed('api', 'A registry answers at /v2/.');
  if (status === 200 && (ping.apiVersion !== null || ping.contentType === 'application/json'))
    return passed('api', 'A registry answers at /v2/.');
  return notARegistry(`There is no registry API at /v2/ (status ${status.toString()}).`);
}

function notARegistry(message: string): CheckResult {
  const fix = 'Enter the address of the registry itself, without /v2/: that of a web page of it does not do.';
  return failed('api', message, fix);
}

/** Whether a host is this machine itself. */
export function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || hostname.startsWith('127.');
}
