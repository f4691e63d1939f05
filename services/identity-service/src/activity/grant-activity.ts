import type { GrantView } from '@spectacles/contracts';
import type { GrantPlace } from '../grants/grant.js';
import type { IdentityTransaction } from '../store/identity-store.js';
import { changesBetween } from './changes.js';

const RECORDED = ['right', 'verbs', 'pattern'] as const;

/** Tells what became of an entry, in the words of whoever manages its place. */
export function recordGrant(
  transaction: IdentityTransaction,
  action: 'grant.create' | 'grant.change' | 'grant.delete',
  place: GrantPlace & { readonly path: string | null },
  { before, after }: { readonly before?: GrantView | undefined; readonly after?: GrantView | undefined },
): void {
  const view = after ?? before;
  if (view === undefined) return;
  const { registryId, namespaceId, path } = place;
  const name = `${whoseIs(view.principal)} ${path === null ? 'by default' : `in ${path === '' ? 'the root' : path}`}`;
  const changes = changesBetween(before ?? null, after ?? null, RECORDED);
  transaction.record({ action, object: { kind: 'grant', id: view.id, name }, registryId, namespaceId, changes });
}

function whoseIs(principal: GrantView['principal']): string {
  if (principal.kind === 'user') return `user ${principal.user.username}`;
  return 'name' in principal ? `${principal.kind} ${principal.name}` : principal.kind;
}
