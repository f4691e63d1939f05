import type { SnapshotPage } from '@spectacles/contracts';
import { ServiceUnavailable } from '@spectacles/platform';

/** The current states of one kind, by primary key. */
export interface SnapshotSource {
  readonly kind: string;
  /** At most `limit` states whose key comes after `after` (binary order), smallest first. */
  page(after: string, limit: number): Promise<readonly { readonly key: string; readonly state: object }[]>;
}

export interface SnapshotRequest {
  readonly from: { readonly kind: string; readonly after: string } | null;
  readonly limit: number;
}

/**
 * A page of a snapshot: the sources one after the other. While versions differ, another instance may have begun it with a
 * kind that this one does not have: an end here would leave out what comes after, and that may be a prohibition.
 */
export async function readSnapshot(
  sources: readonly SnapshotSource[],
  request: SnapshotRequest,
): Promise<SnapshotPage> {
  const first = request.from === null ? 0 : sources.findIndex((source) => source.kind === request.from?.kind);
  const source = first < 0 ? undefined : sources[first];
  if (source === undefined) throw new ServiceUnavailable('This kind of the snapshot is not known here. Try again.');
  const states = await source.page(request.from?.after ?? '', request.limit);
  const rows = states.map(({ key, state }) => ({ kind: source.kind, key, state: JSON.stringify(state) }));
  const last = rows.at(-1);
  if (last !== undefined && rows.length === request.limit) {
    return { rows, next: { kind: source.kind, after: last.key } };
  }
  const following = sources[first + 1];
  return { rows, next: following === undefined ? null : { kind: following.kind, after: '' } };
}
