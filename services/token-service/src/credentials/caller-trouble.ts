import { type CompiledPolicy, type Principal, type Trouble, troubleOf } from '@spectacles/access-control';

/** The code of the record for what is wrong with a caller. */
export const reasonOfTrouble = (trouble: Trouble): string => trouble.toUpperCase().replaceAll('-', '_');

/** Why a caller is refused whatever is asked for, as a code for the record; null where nothing is wrong. */
export function callerTrouble(policy: CompiledPolicy, principal: Principal): string | null {
  const trouble = troubleOf(policy, principal);
  return trouble === null ? null : reasonOfTrouble(trouble);
}
