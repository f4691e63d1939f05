import type { GrantTable } from './grant-table.js';
import { isForgotten } from './level-grants.js';
import { PolicyLevel, type NamespaceLevel } from './policy-entries.js';
import { KeyTable } from './tables/key-table.js';

/** The levels of namespaces by the ids of those, whether or not their rows are there. */
export class LevelTable {
  /** By id, the handle of the level. */
  readonly #handles = new KeyTable<number>();

  constructor(private readonly grants: GrantTable) {}

  get size(): number {
    return this.#handles.size;
  }

  values(): readonly PolicyLevel[] {
    return this.#handles.values().map((handle) => this.grants.levels.at(handle));
  }

  /** Null where nothing mentions the namespace. */
  find(id: string): NamespaceLevel | null {
    const handle = this.#handles.get(id);
    return handle === undefined ? null : (this.grants.levels.at(handle) as NamespaceLevel);
  }

  of(id: string): NamespaceLevel {
    return this.grants.levels.at(this.handleOf(id)) as NamespaceLevel;
  }

  /** The handle of the level: for a grant, of which there may be a million, the level itself is not looked at. */
  handleOf(id: string): number {
    const known = this.#handles.get(id);
    if (known !== undefined) return known;
    const { handle } = this.make(id);
    this.#handles.set(id, handle);
    return handle;
  }

  /** A new level; null is for the defaults of a registry. */
  make(namespaceId: string | null): PolicyLevel {
    const { levels } = this.grants;
    const made = new PolicyLevel(namespaceId, levels.take());
    levels.put(made.handle, made);
    return made;
  }

  /** Forgets the level of a namespace that is there for nobody any more. */
  release(level: PolicyLevel): void {
    const { namespaceId, handle } = level;
    if (namespaceId === null || !isForgotten(this.grants, level) || this.find(namespaceId) !== level) return;
    this.#handles.delete(namespaceId);
    this.grants.levels.release(handle);
  }
}
