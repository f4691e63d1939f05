import { Injectable } from '@nestjs/common';
import type { Envelope } from '@spectacles/contracts';
import { Clock } from '@spectacles/platform';
import { principalOf } from '@spectacles/policy-replica';
import { requireKnown } from '../permissions/permissions.js';
import { IdentityStore } from '../store/identity-store.js';
import type { Viewer } from './namespace-views.js';

/** Who looks: people, and what may do less than they, with its limits. */
@Injectable()
export class Viewers {
  constructor(
    private readonly store: IdentityStore,
    private readonly clock: Clock,
  ) {}

  async of({ caller, address }: Envelope): Promise<Viewer> {
    const known = await requireKnown(this.store.now, caller);
    const principal = principalOf(caller, address, this.clock.now());
    return { principal, userId: known.kind === 'user' ? known.user.id : null };
  }
}
