import { type CompiledPolicy, type Principal, troubleOf } from '@spectacles/access-control';

/** Why a caller is refused whatever is asked for, as a code for the record; null where nothing is wrong. */
export function callerTrouble(policy: CompiledPolicy, principal: Principal): string | null {
  const trouble = troubleOf(policy, principal);
  return trouble === null ? null : trouble.toUpperCase().replaceAll('-', '_');
}
