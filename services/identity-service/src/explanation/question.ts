import type { CompiledPolicy, FirstPush, Principal, RegistryState } from '@spectacles/access-control';
import type { Subject } from './subjects.js';

/** What would come of a first push. */
export interface ExpectedPush extends FirstPush {
  /** Why its namespace would not be made; null: it would. */
  readonly refusal: string | null;
}

/** A question, once it is clear who asks about whom. */
export interface Question {
  readonly policy: CompiledPolicy;
  readonly asker: Principal;
  readonly subject: Subject;
  readonly registry: RegistryState;
  /** What would come of the first push that the question is about; null: it is about none. */
  readonly expected: ExpectedPush | null;
}
