import { Component, computed, inject, input } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { MatIcon } from '@angular/material/icon';
import { ActivatedRoute, Router, RouterLink } from '@angular/router';
import { listNamespaces, listRegistries, listRepositories } from '@spectacles/contracts';
import { ConsoleClient } from '../api/console-client';
import { EmptyState } from '../feedback/empty-state';
import { LoadState } from '../feedback/load-state';
import { namespaceName } from '../namespaces/namespace-name';
import { ownedOnes } from '../namespaces/split-found';
import { ListFilter } from '../paging/list-filter';
import { Pager } from '../paging/pager';
import { SessionStore } from '../session/session-store';
import { PageHeader } from '../shell/page-header';
import { RepositoryTable } from './repository-table';

type Sort = 'name' | '-pushedAt';
const CHOICES = 200;

/** Every repository that the caller may pull from. */
@Component({
  selector: 'app-repository-list',
  imports: [EmptyState, ListFilter, LoadState, MatButton, MatIcon, PageHeader, Pager, RepositoryTable, RouterLink],
  templateUrl: './repository-list.html',
})
export class RepositoryList {
  private readonly client = inject(ConsoleClient);
  private readonly router = inject(Router);
  private readonly route = inject(ActivatedRoute);
  protected readonly administrator = inject(SessionStore).administrator;
  readonly q = input<string>();
  readonly registryId = input<string>();
  readonly namespaceId = input<string>();
  readonly sort = input<string>();
  readonly cursor = input<string>();
  protected readonly nameOf = namespaceName;
  protected readonly order = computed<Sort>(() => (this.sort() === '-pushedAt' ? '-pushedAt' : 'name'));
  protected readonly filtered = computed(() =>
    [this.q(), this.registryId(), this.namespaceId()].some((filter) => filter !== undefined && filter !== ''),
  );
  protected readonly repositories = this.client.read(listRepositories, () => ({
    query: {
      q: this.q(),
      registryId: this.registryId(),
      namespaceId: this.namespaceId(),
      sort: this.order(),
      cursor: this.cursor(),
    },
  }));
  private readonly registryPage = this.client.read(listRegistries, () =>
    this.administrator() ? { query: { limit: CHOICES } } : undefined,
  );
  protected readonly registries = computed(() => this.registryPage.value()?.items ?? []);
  private readonly namespacePage = this.client.read(listNamespaces, () => ({
    query: { limit: CHOICES, registryId: this.registryId() },
  }));
  protected readonly namespaces = computed(() => ownedOnes(this.namespacePage.value()?.items ?? []));

  protected narrow(filter: 'registryId' | 'namespaceId' | 'sort', event: Event): void {
    const chosen = (event.target as HTMLSelectElement).value;
    void this.router.navigate([], {
      relativeTo: this.route,
      queryParams: {
        [filter]: chosen === '' ? null : chosen,
        ...(filter === 'registryId' ? { namespaceId: null } : {}),
        cursor: null,
      },
      queryParamsHandling: 'merge',
    });
  }
}
