import { Clipboard } from '@angular/cdk/clipboard';
import { Component, computed, inject, input } from '@angular/core';
import { MatIconButton } from '@angular/material/button';
import { MatIcon } from '@angular/material/icon';
import { MatMenu, MatMenuItem, MatMenuTrigger } from '@angular/material/menu';
import { ActivatedRoute, Router, RouterLink } from '@angular/router';
import { listTags, readRepository, readTag, type TagView } from '@spectacles/contracts';
import { ConsoleClient } from '../api/console-client';
import { DigestText } from '../copy/digest';
import { EmptyState } from '../feedback/empty-state';
import { LoadState } from '../feedback/load-state';
import { Notices } from '../feedback/notices';
import { ByteSize } from '../figures/byte-size';
import { TimeAgo } from '../figures/time-ago';
import { ListFilter } from '../paging/list-filter';
import { Pager } from '../paging/pager';
import { OwnAccessChip } from '../rights/own-access';
import { type Crumb, PageHeader } from '../shell/page-header';
import { PreferredClient } from './preferred-client';
import { pullCommand } from './pull-commands';
import { PullPanel } from './pull-panel';
import { TagPanel } from './tag-panel';

@Component({
  selector: 'app-repository-page',
  imports: [
    ByteSize,
    DigestText,
    EmptyState,
    ListFilter,
    LoadState,
    MatIcon,
    MatIconButton,
    MatMenu,
    MatMenuItem,
    MatMenuTrigger,
    PageHeader,
    Pager,
    PullPanel,
    OwnAccessChip,
    RouterLink,
    TagPanel,
    TimeAgo,
  ],
  templateUrl: './repository-page.html',
  styles: `
    /* One column: the command comes before the tags, the particulars after them. */
    @media (max-width: 1023px) {
      .side {
        display: contents;
      }
      app-pull-panel {
        order: -1;
      }
    }
  `,
})
export class RepositoryPage {
  private readonly client = inject(ConsoleClient);
  private readonly clipboard = inject(Clipboard);
  private readonly notices = inject(Notices);
  private readonly router = inject(Router);
  private readonly route = inject(ActivatedRoute);
  private readonly preferred = inject(PreferredClient);
  readonly id = input.required<string>();
  readonly q = input<string>();
  readonly sort = input<string>();
  readonly cursor = input<string>();
  /** The tag that the panel at the side is about. */
  readonly tag = input<string>();
  protected readonly order = computed<'name' | '-pushedAt'>(() => (this.sort() === 'name' ? 'name' : '-pushedAt'));
  protected readonly repository = this.client.read(readRepository, () => ({ params: { id: this.id() } }));
  protected readonly tags = this.client.read(listTags, () => ({
    params: { id: this.id() },
    query: { q: this.q(), sort: this.order(), cursor: this.cursor() },
  }));
  private readonly linkedTag = this.client.read(readTag, () => {
    const name = this.tag();
    return name === undefined ? undefined : { params: { id: this.id(), name } };
  });
  /** The one that the address names, else the first of the list. */
  protected readonly selected = computed<TagView | null>(() => {
    const listed = this.tags.value()?.items ?? [];
    if (this.tag() === undefined) return listed[0] ?? null;
    return listed.find(({ name }) => name === this.tag()) ?? this.linkedTag.value() ?? null;
  });
  protected readonly image = computed(() => {
    const repository = this.repository.value();
    return repository === undefined ? '' : `${repository.publicHost}/${repository.name}`;
  });
  protected readonly crumbs = computed<Crumb[]>(() => {
    const repository = this.repository.value();
    if (repository === undefined) return [];
    const host = { label: repository.publicHost, link: '/repositories', query: { registryId: repository.registryId } };
    const slash = repository.name.lastIndexOf('/');
    if (repository.namespaceId === null || slash < 0) return [host];
    return [host, { label: repository.name.slice(0, slash), link: ['/namespaces', repository.namespaceId] }];
  });

  protected reorder(event: Event): void {
    const sort = (event.target as HTMLSelectElement).value;
    void this.router.navigate([], {
      relativeTo: this.route,
      queryParams: { sort: sort === '-pushedAt' ? null : sort, cursor: null },
      queryParamsHandling: 'merge',
    });
  }

  protected copyPull(reference: string): void {
    this.copy(pullCommand(this.preferred.client(), this.image(), reference));
  }

  protected copy(text: string): void {
    this.notices.tell(this.clipboard.copy(text) ? `Copied: ${text}` : 'Could not copy.');
  }
}
