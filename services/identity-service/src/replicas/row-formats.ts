import type { PolicyState } from '@spectacles/contracts';

/** Since which format of the log a kind of row is read. */
const formats: Readonly<Record<PolicyState['kind'], number>> = {
  user: 1,
  registry: 1,
  namespace: 1,
  grant: 1,
  'signing-key': 1,
  group: 2,
  'group-member': 2,
  'namespace-member': 2,
  robot: 2,
  credential: 2,
  'refresh-revocation': 2,
  rule: 2,
  'rule-list': 2,
  settings: 2,
};

/** The format that a reader of such a row must know. */
export function formatOfKind(kind: PolicyState['kind']): number {
  return formats[kind];
}
