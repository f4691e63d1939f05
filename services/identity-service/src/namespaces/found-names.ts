import { Injectable } from '@nestjs/common';
import { ListFoundNames, type NamespacesQuery } from '@spectacles/contracts';
import { MessageClient } from '@spectacles/platform';
import type { z } from 'zod';
import { IdentityStore } from '../store/identity-store.js';

type Found = z.output<typeof ListFoundNames.reply>;
type FoundNameItem = Found['items'][number] & { readonly registryName: string };

/** Names that a registry shows and nobody owns yet: catalog-service saw them, we know the registry's name. */
@Injectable()
export class FoundNames {
  constructor(
    private readonly store: IdentityStore,
    private readonly messages: MessageClient,
  ) {}

  /** A full page or the end: registries that went meanwhile leave gaps, which are filled. */
  async page(query: z.output<typeof NamespacesQuery>) {
    const items: FoundNameItem[] = [];
    let next: string | null = query.cursor ?? null;
    do {
      const found = await this.ask(query, { cursor: next, limit: query.limit - items.length });
      items.push(...(await this.named(found.items)));
      next = found.next;
    } while (next !== null && items.length < query.limit);
    return { items, next };
  }

  private async ask(query: z.output<typeof NamespacesQuery>, place: { cursor: string | null; limit: number }) {
    const atLeast = await this.store.head();
    return this.messages.request(ListFoundNames, {
      registryId: query.registryId ?? null,
      part: query.q ?? '',
      atLeast,
      ...place,
    });
  }

  private async named(found: Found['items']): Promise<FoundNameItem[]> {
    const ids = [...new Set(found.map(({ registryId }) => registryId))];
    const names = new Map((await this.store.now.registries.byIds(ids)).map(({ id, name }) => [id, name]));
    return found.flatMap((item) => {
      const registryName = names.get(item.registryId);
      return registryName === undefined ? [] : [{ ...item, registryName }];
    });
  }
}
