import { Component, computed, inject, input } from '@angular/core';
import { listRepositories } from '@spectacles/contracts';
import { ConsoleClient } from '../api/console-client';
import { CopyBlock } from '../copy/copy-block';
import { EmptyState } from '../feedback/empty-state';
import { LoadState } from '../feedback/load-state';
import { ListFilter } from '../paging/list-filter';
import { Pager } from '../paging/pager';
import { RepositoryTable } from '../repositories/repository-table';
import { CurrentNamespace } from './current-namespace';

@Component({
  selector: 'app-namespace-repositories',
  imports: [CopyBlock, EmptyState, ListFilter, LoadState, Pager, RepositoryTable],
  template: `
    <section class="card" aria-label="Repositories">
      @if (repositories.value(); as page) {
        @if (page.items.length > 0 || q()) {
          <div class="list-bar"><app-list-filter label="Filter by name" [value]="q()" /></div>
        }
        @if (page.items.length > 0) {
          <app-repository-table [repositories]="page.items" />
        } @else if (q()) {
          <app-empty-state heading="Nothing matches" sentence="No repository here has this in its name." />
        } @else {
          <app-empty-state heading="No images yet" sentence="Push one, and it appears here after the next sweep.">
            <app-copy-block [text]="push()" what="push command" />
          </app-empty-state>
        }
        <app-pager what="repositories" [cursor]="cursor()" [next]="page.next" />
      } @else {
        <app-load-state [of]="repositories" [rows]="5" />
      }
    </section>
  `,
  styles: `
    app-copy-block {
      display: block;
      max-width: 520px;
      margin-inline: auto;
      text-align: start;
    }
  `,
})
export class NamespaceRepositories {
  private readonly namespace = inject(CurrentNamespace).namespace;
  readonly q = input<string>();
  readonly cursor = input<string>();
  protected readonly repositories = inject(ConsoleClient).read(listRepositories, () => {
    const namespaceId = this.namespace.value()?.id;
    return namespaceId === undefined ? undefined : { query: { namespaceId, q: this.q(), cursor: this.cursor() } };
  });
  protected readonly push = computed(() => {
    const { publicHost = '', path = '' } = this.namespace.value() ?? {};
    return `docker push ${publicHost}/${path === '' ? '' : `${path}/`}app:v1`;
  });
}
