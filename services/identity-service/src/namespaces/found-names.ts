import { Injectable } from '@nestjs/common';
import { ListFoundNames, type NamespacesQuery } from '@spectacles/contracts';
import { MessageClient } from '@spectacles/platform';
import type { z } from 'zod';
import { IdentityStore } from '../store/identity-store.js';

/** Names that a registry shows and nobody owns yet: catalog-service saw them, we know the registry's name. */
@Injectable()
export class FoundNames {
  constructor(
    private readonly store: IdentityStore,
    private readonly messages: MessageClient,
  ) {}

  async page(query: z.output<typeof NamespacesQuery>) {
    const found = await this.messages.request(ListFoundNames, {
      registryId: query.registryId ?? null,
      atLeast: await this.store.head(),
      limit: query.limit,
      cursor: query.cursor ?? null,
    });
    const ids = [...new Set(found.items.map(({ registryId }) => registryId))];
    const names = new Map((await this.store.now.registries.byIds(ids)).map(({ id, name }) => [id, name]));
    const part = query.q?.toLowerCase() ?? '';
    const items = found.items
      .filter(({ registryId, path }) => names.has(registryId) && path.includes(part))
      .map((item) => ({ ...item, registryName: names.get(item.registryId) ?? '' }));
    return { items, next: found.next };
  }
}
