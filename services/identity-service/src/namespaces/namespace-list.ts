import { Injectable } from '@nestjs/common';
import type { Principal } from '@spectacles/access-control';
import { CurrentPolicy } from '../permissions/current-policy.js';
import { isVisible } from '../permissions/namespace-access.js';
import { IdentityStore } from '../store/identity-store.js';
import type { Namespace } from './namespace.js';
import type { NamespacePage } from './namespace.repository.js';

const CHUNK = 200;

/** Walks the namespaces in order and keeps those that the caller may see, until the page is full. */
@Injectable()
export class NamespaceList {
  constructor(
    private readonly store: IdentityStore,
    private readonly current: CurrentPolicy,
  ) {}

  /** What is hidden never counts as a place in the page, so nothing can be learned from a short one. */
  async visible(principal: Principal, page: NamespacePage): Promise<Namespace[]> {
    const visible: Namespace[] = [];
    let after = page.after;
    for (;;) {
      const chunk = await this.store.now.namespaces.page({ ...page, after, limit: CHUNK });
      const { policy } = await this.current.read();
      visible.push(...chunk.filter((namespace) => isVisible(policy, principal, namespace)));
      const last = chunk.at(-1);
      if (last === undefined || chunk.length < CHUNK || visible.length >= page.limit) break;
      after = { path: last.path, id: last.id };
    }
    return visible.slice(0, page.limit);
  }
}
