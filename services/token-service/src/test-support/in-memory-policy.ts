import { CompiledPolicy, type PolicyRow, type PolicyState } from '@spectacles/access-control';
import { PolicyNotYet } from '@spectacles/platform';
import { Subject } from 'rxjs';

import type { PolicySource } from '../policy-source.js';

/** A policy that a test writes to directly. */
export class InMemoryPolicy implements PolicySource {
  readonly policy = CompiledPolicy.empty();
  readonly changed = new Subject<number>();
  version = 0;
  ready = true;
  age = 0;
  looks = 0;
  /** What a look at the log finds. */
  look: () => Promise<void> = () => Promise.resolve();

  put(...states: readonly PolicyState[]): number {
    return this.apply(states.map((state) => ({ kind: state.kind, key: state.id, state }) as PolicyRow));
  }

  remove(kind: PolicyState['kind'], key: string): number {
    return this.apply([{ kind, key, state: null }]);
  }

  ageSeconds(): number {
    return this.age;
  }

  atLeast(version = 0): Promise<void> {
    return version <= this.version ? Promise.resolve() : Promise.reject(new PolicyNotYet());
  }

  catchUp(): Promise<void> {
    this.looks += 1;
    return this.look();
  }

  private apply(rows: readonly PolicyRow[]): number {
    this.policy.apply(rows);
    this.version += 1;
    this.changed.next(this.version);
    return this.version;
  }
}
