import type { GrantState, NamespaceState, PolicyState, RegistryState, UserState } from '@spectacles/access-control';
import type { LogSource } from '@spectacles/change-log/reader';
import type { LogCursor, LogPage, LogRow, SnapshotPage } from '@spectacles/contracts';

/** An id for tests: a UUID that ends in a readable number. */
export const id = (number: number): string => `0199a7c0-7a70-7a70-8a70-${String(number).padStart(12, '0')}`;

export const REGISTRY = id(1);
export const ALICE = id(2);
export const NAMESPACE = id(3);

export const registry: RegistryState = {
  kind: 'registry',
  id: REGISTRY,
  name: 'north',
  url: 'http://north.example:5000',
  publicHost: 'north.example',
  service: 'north',
  issuer: 'Auth service',
  registryKind: 'distribution-3',
  refuseAnonymous: false,
  headerMode: 'x5c',
  caCertificate: null,
  pullTokenSeconds: 300,
  pushTokenSeconds: 900,
  createOnPush: [],
  personalNamespaces: false,
};

export const alice: UserState = {
  kind: 'user',
  id: ALICE,
  username: 'alice',
  administrator: false,
  status: 'active',
  credentialVersion: 1,
  labels: {},
  refreshRevokedBelow: 0,
};

export const namespace: NamespaceState = {
  kind: 'namespace',
  id: NAMESPACE,
  registryId: REGISTRY,
  path: 'team',
  owner: { kind: 'user', id: id(9) },
};

/** What alice may do in the namespace. */
export const grant = (number: number, right: GrantState['right'], namespaceId = NAMESPACE): GrantState => ({
  kind: 'grant',
  id: id(100 + number),
  registryId: REGISTRY,
  namespaceId,
  principal: { kind: 'user', id: ALICE },
  right,
  verbs: null,
  pattern: null,
});

/** A state to put, or what is gone, or a row as a newer version of the owner might write it. */
export type Change =
  PolicyState | { readonly gone: string; readonly key: string } | Pick<LogRow, 'kind' | 'key' | 'state'>;

/** The owner of a policy, in memory: its tables, its log, and a place to interfere between two pages. */
export class MemoryPolicyLog implements LogSource {
  private readonly tables = new Map<string, string>();
  private rows: LogRow[] = [];
  private head: LogCursor = { n: 0, id: '' };
  private oldestKnown = 0;
  /** Called before each answer, so that a test can write between two pages or lose the owner. */
  beforeAnswer: () => void | Promise<void> = () => undefined;

  /** Commits changes as one, and answers its number. Nobody is told. */
  commit(...changes: readonly Change[]): number {
    const n = this.head.n + 1;
    this.head = { n, id: `commit-${String(n)}` };
    for (const [index, change] of changes.entries()) {
      const row = rowOf(change);
      this.rows.push({ ...row, n, id: this.head.id, last: index === changes.length - 1 });
      if (row.state === null) this.tables.delete(`${row.kind} ${row.key}`);
      else this.tables.set(`${row.kind} ${row.key}`, row.state);
    }
    return n;
  }

  /** Forgets every row, so that each reader has to take a snapshot. */
  trim(): void {
    this.rows = [];
    this.oldestKnown = this.head.n + 1;
  }

  async read(position: Parameters<LogSource['read']>[0]): Promise<LogPage> {
    await this.beforeAnswer();
    const { after, skip, limit } = position;
    if (after === null || (after.n < this.oldestKnown && after.n !== this.head.n))
      return { outcome: 'snapshot', head: this.head };
    const rows = this.rows.filter((row) => row.n > after.n).slice(skip, skip + limit);
    return { outcome: 'rows', rows, head: this.head };
  }

  async snapshot({ from, limit }: Parameters<LogSource['snapshot']>[0]): Promise<SnapshotPage> {
    await this.beforeAnswer();
    const start = from === null ? '' : `${from.kind} ${from.after}`;
    const found = [...this.tables].filter(([key]) => key > start).sort(([a], [b]) => (a < b ? -1 : 1));
    const rows = found.slice(0, limit).map(([table, state]) => {
      const [kind = '', key = ''] = table.split(' ');
      return { kind, key, state };
    });
    const last = rows.at(-1);
    return { rows, next: last === undefined || rows.length < limit ? null : { kind: last.kind, after: last.key } };
  }
}

function rowOf(change: Change): Pick<LogRow, 'kind' | 'key' | 'state'> {
  if ('gone' in change) return { kind: change.gone, key: change.key, state: null };
  if ('state' in change && 'key' in change) return change;
  return { kind: change.kind, key: change.id, state: JSON.stringify(change) };
}
