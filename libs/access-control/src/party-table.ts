import { Party } from './policy-entries.js';
import type { Handles } from './tables/handles.js';
import { KeyTable } from './tables/key-table.js';
import type { GroupState, RobotState, UserState } from './policy-state.js';

/** Users, groups and robots by id and by name. Whoever is mentioned before his row came is there without a state. */
export class PartyTable {
  readonly #byId = new KeyTable<Party>();
  readonly #byName = new Map<string, Party>();
  #count = 0;

  constructor(
    private readonly kind: Party['kind'],
    private readonly handles: Handles<Party>,
  ) {}

  /** How many have a row. */
  get count(): number {
    return this.#count;
  }

  /** How many are only mentioned. */
  get mentioned(): number {
    return this.#byId.size - this.#count;
  }

  find(id: string): Party | undefined {
    return this.#byId.get(id);
  }

  findByName(name: string): Party | undefined {
    return this.#byName.get(name);
  }

  /** The one object for an id. */
  of(id: string): Party {
    const known = this.#byId.get(id);
    if (known !== undefined) return known;
    const made = new Party(this.kind, id, this.handles.take());
    this.handles.put(made.handle, made);
    this.#byId.set(id, made);
    return made;
  }

  put(id: string, state: UserState | GroupState | RobotState): Party {
    const party = this.of(id);
    if (party.state === null) this.#count += 1;
    else this.releaseName(party);
    party.state = state;
    party.isActive = state.kind === 'group' || state.status === 'active';
    party.isAdministrator = state.kind === 'user' && state.administrator;
    party.name = nameOf(state);
    this.#byName.set(party.name, party);
    return party;
  }

  /** Takes the row away; whoever is still mentioned stays, without a state. */
  remove(party: Party): void {
    if (party.state === null) return;
    this.releaseName(party);
    party.state = null;
    party.isActive = false;
    party.isAdministrator = false;
    party.name = party.id;
    this.#count -= 1;
    this.forget(party);
  }

  mention(id: string): Party {
    const party = this.of(id);
    party.mentions += 1;
    return party;
  }

  release(party: Party): void {
    party.mentions -= 1;
    this.forget(party);
  }

  /** Forgets whoever has no row and is not mentioned. */
  private forget(party: Party): void {
    if (party.state !== null || party.mentions !== 0) return;
    this.#byId.delete(party.id);
    this.handles.release(party.handle);
  }

  /** A name may have gone to another in the same commit, who then keeps it. */
  private releaseName(party: Party): void {
    if (this.#byName.get(party.name) === party) this.#byName.delete(party.name);
  }
}

/** What somebody is called at the token door: a user's name, a group's, a robot's login. */
function nameOf(state: UserState | GroupState | RobotState): string {
  switch (state.kind) {
    case 'user':
      return state.username;
    case 'group':
      return state.name;
    case 'robot':
      return state.login;
  }
}
