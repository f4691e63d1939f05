import type { Principal } from '@spectacles/access-control';
import type { Caller } from '@spectacles/contracts';

/** Whose rights decide about a console request, from where and when. */
export function principalOf(caller: Caller, address: string, now: Date): Principal {
  switch (caller.kind) {
    case 'anonymous':
      return { kind: 'anonymous', address };
    case 'user':
      return { kind: 'user', userId: caller.userId, at: now.getTime(), address };
    case 'credential': {
      const presented = { credentialId: caller.credentialId, at: now.getTime(), address };
      return caller.owner.kind === 'user'
        ? { kind: 'user', userId: caller.owner.id, ...presented }
        : { kind: 'robot', robotId: caller.owner.id, ...presented };
    }
  }
}
