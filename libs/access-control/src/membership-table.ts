import type { PartyTable } from './party-table.js';
import { Party, type MembershipEntry, type PolicyLevel } from './policy-entries.js';
import type { GroupMemberState, NamespaceMemberState } from './policy-state.js';
import { KeyTable } from './tables/key-table.js';

export interface MembershipPlaces {
  readonly users: PartyTable;
  readonly groups: PartyTable;
  readonly levelOf: (namespaceId: string) => PolicyLevel;
  /** Called where somebody left a namespace, which may have been there for nobody else. */
  readonly release: (level: PolicyLevel) => void;
}

/** Who is in which group and which namespace. */
export class MembershipTable {
  readonly #byId = new KeyTable<MembershipEntry>();

  constructor(private readonly places: MembershipPlaces) {}

  get size(): number {
    return this.#byId.size;
  }

  putInGroup({ id, userId, groupId, role }: GroupMemberState): void {
    this.remove(id);
    const { users, groups } = this.places;
    this.put({ id, user: users.mention(userId), place: groups.mention(groupId), role });
  }

  putInNamespace({ id, userId, namespaceId, role }: NamespaceMemberState): void {
    this.remove(id);
    const { users, levelOf } = this.places;
    this.put({ id, user: users.mention(userId), place: levelOf(namespaceId), role });
  }

  remove(id: string): void {
    const entry = this.#byId.get(id);
    if (entry === undefined) return;
    this.#byId.delete(id);
    const { user, place } = entry;
    place.members?.delete(entry);
    settle(
      user,
      user.memberships.filter((other) => other !== entry),
    );
    this.places.users.release(user);
    if (place instanceof Party) this.places.groups.release(place);
    else this.places.release(place);
  }

  /** Removes every membership of a user, or in a group or a namespace. */
  removeOf(object: Party | PolicyLevel): void {
    const own = object instanceof Party ? object.memberships : [];
    for (const { id } of [...own, ...(object.members ?? [])]) this.remove(id);
  }

  private put(entry: MembershipEntry): void {
    this.#byId.set(entry.id, entry);
    (entry.place.members ??= new Set()).add(entry);
    settle(entry.user, [...entry.user.memberships, entry]);
  }
}

/** The decision reads arrays: they are a few references long, and next to each other in memory. */
function settle(user: Party, memberships: readonly MembershipEntry[]): void {
  user.memberships = memberships;
  const places = memberships.map(({ place }) => place);
  user.groups = places.filter((place) => place instanceof Party);
  user.places = places.filter((place): place is PolicyLevel => !(place instanceof Party));
}
