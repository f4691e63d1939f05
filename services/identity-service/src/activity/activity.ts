import type { ActivityEntry } from '@spectacles/contracts';

/** What one field was and is; null where there was, or is, nothing. Never a secret. */
export type ActivityChange = ActivityEntry['changes'][number];

/** What was done, as a command says it. */
export interface ActivityFact {
  /** `<object>.<verb>`: `grant.create`, `robot.rotate`, … */
  readonly action: string;
  readonly object: ActivityEntry['object'];
  readonly registryId?: string | null;
  /** The namespace whose managers may read of it. */
  readonly namespaceId?: string | null;
  readonly changes?: readonly ActivityChange[];
}

/** Who does it, with what, and from where. */
export type ActivityDoer = Pick<ActivityEntry, 'actor' | 'credential' | 'address' | 'userAgent' | 'requestId'>;

/** What happens by itself. */
export const SYSTEM: ActivityDoer = {
  actor: { kind: 'system', id: null, name: 'system' },
  credential: null,
  address: '',
  userAgent: '',
  requestId: '',
};

const LONGEST = { name: 255, objectName: 512, field: 64, value: 1024 } as const;
const MOST_CHANGES = 100;
/** A row of a log is bounded, and no change fails because it cannot be told whole. */
const CHANGES_BYTES = 64 * 1024;

/** The row of the log. */
export function toActivityEntry(
  fact: ActivityFact,
  doer: ActivityDoer,
  place: Pick<ActivityEntry, 'id' | 'at' | 'policyVersion'>,
): ActivityEntry {
  const { action, object, registryId = null, namespaceId = null, changes = [] } = fact;
  return {
    kind: 'activity',
    ...place,
    actor: { ...doer.actor, name: cut(doer.actor.name, LONGEST.name) },
    credential: doer.credential === null ? null : { ...doer.credential, name: cut(doer.credential.name, LONGEST.name) },
    action,
    object: { ...object, name: cut(object.name, LONGEST.objectName) },
    registryId,
    namespaceId,
    changes: bounded(changes),
    address: cut(doer.address, 64),
    userAgent: cut(doer.userAgent, 512),
    requestId: cut(doer.requestId, 128),
  };
}

function bounded(changes: readonly ActivityChange[]): ActivityChange[] {
  const kept: ActivityChange[] = [];
  let bytes = 0;
  for (const change of changes.slice(0, MOST_CHANGES)) {
    const short = {
      field: cut(change.field, LONGEST.field),
      before: change.before === null ? null : cut(change.before, LONGEST.value),
      after: change.after === null ? null : cut(change.after, LONGEST.value),
    };
    bytes += Buffer.byteLength(JSON.stringify(short));
    if (bytes > CHANGES_BYTES) break;
    kept.push(short);
  }
  return kept;
}

function cut(text: string, length: number): string {
  return text.length <= length ? text : `${text.slice(0, length - 1)}…`;
}
