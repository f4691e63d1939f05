import type { CheckReport } from '@spectacles/contracts';

export type CheckResult = CheckReport['results'][number];
export type CheckName = CheckResult['check'];

/** The checks in the order in which one rests on the other. */
const checkOrder = [
  'reachable',
  'tls',
  'api',
  'token-auth',
  'realm',
  'service',
  'issuer-and-key',
  'catalog',
] as const satisfies readonly CheckName[];

const TEXT_MAX = 200;

/** All is well. */
export const passed = (check: CheckName, message: string): CheckResult => ({ check, outcome: 'ok', message });

/** It works, and somebody should know. */
export const warned = (check: CheckName, message: string, fix: string): CheckResult => ({
  check,
  outcome: 'warning',
  message,
  fix,
});

/** It does not work. */
export const failed = (check: CheckName, message: string, fix: string): CheckResult => ({
  check,
  outcome: 'failed',
  message,
  fix,
});

/** It could not be looked at. */
export const skipped = (check: CheckName, message: string): CheckResult => ({ check, outcome: 'skipped', message });

/** What was found, and for every check that is left the word that it was not looked at. */
export function reportOf(results: readonly CheckResult[]): CheckResult[] {
  const done = new Map(results.map((result) => [result.check, result]));
  return checkOrder.map(
    (check) => done.get(check) ?? skipped(check, 'Not looked at: mend what failed before it first.'),
  );
}

/** Text that a registry sent, short and without anything that could pass for our own words. */
export function quote(text: string): string {
  const printable = text.replace(/[^\x20-\x7e]/g, '?');
  return `“${printable.length > TEXT_MAX ? `${printable.slice(0, TEXT_MAX)}…` : printable}”`;
}
