import type { Envelope } from '@spectacles/contracts';
import type { Repositories } from '../store/identity-store.js';
import type { User } from '../users/user.js';
import type { ActivityDoer } from './activity.js';

/** The person of a console call, with the token that was used. */
export async function doerOf(
  { credentials }: Pick<Repositories, 'credentials'>,
  user: User,
  { caller, address, userAgent, requestId }: Envelope,
): Promise<ActivityDoer> {
  const credential = caller.kind === 'credential' ? await credentials.byId(caller.credentialId) : null;
  return {
    ...personAt(user, { address, userAgent, requestId }),
    credential: credential === null ? null : { id: credential.id, name: credential.name },
  };
}

/** A person without a call of the console: who signs in, or pushes. */
export function personAt(
  user: Pick<User, 'id' | 'username'>,
  origin: { readonly address: string; readonly userAgent: string; readonly requestId?: string },
): ActivityDoer {
  return {
    actor: { kind: 'user', id: user.id, name: user.username },
    credential: null,
    address: origin.address,
    userAgent: origin.userAgent,
    requestId: origin.requestId ?? '',
  };
}
