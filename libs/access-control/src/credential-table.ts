import { boundsOf } from './limits.js';
import type { PartyTable } from './party-table.js';
import type { CredentialEntry, Party } from './policy-entries.js';
import type { CredentialState } from './policy-state.js';
import { KeyTable } from './tables/key-table.js';

/** Personal access tokens and secrets of robots, by id, by hash and by owner. */
export class CredentialTable {
  readonly #byId = new KeyTable<CredentialEntry>();
  readonly #byHash = new KeyTable<CredentialEntry>();

  constructor(
    private readonly users: PartyTable,
    private readonly robots: PartyTable,
  ) {}

  get size(): number {
    return this.#byId.size;
  }

  find(id: string): CredentialEntry | undefined {
    return this.#byId.get(id);
  }

  findByHash(hash: string): CredentialEntry | undefined {
    return this.#byHash.get(hash);
  }

  put(state: CredentialState): void {
    const owner = this.tableOf(state.owner.kind).mention(state.owner.id);
    this.remove(state.id);
    const entry = { state, owner, bounds: boundsOf(state) };
    this.#byId.set(state.id, entry);
    this.#byHash.set(state.secretHash, entry);
    (owner.credentials ??= new Set()).add(entry);
  }

  remove(id: string): void {
    const entry = this.#byId.get(id);
    if (entry === undefined) return;
    const { state, owner } = entry;
    this.#byId.delete(id);
    if (this.#byHash.get(state.secretHash) === entry) this.#byHash.delete(state.secretHash);
    owner.credentials?.delete(entry);
    this.tableOf(owner.kind === 'robot' ? 'robot' : 'user').release(owner);
  }

  /** Removes everything that a user or a robot can sign in with. */
  removeOf(owner: Party): void {
    for (const { state } of [...(owner.credentials ?? [])]) this.remove(state.id);
  }

  private tableOf(kind: 'user' | 'robot'): PartyTable {
    return kind === 'user' ? this.users : this.robots;
  }
}
