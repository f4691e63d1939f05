import { Component, computed, inject, input } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { MatIcon } from '@angular/material/icon';
import { RouterLink } from '@angular/router';
import { listNamespaces } from '@spectacles/contracts';
import { ConsoleClient } from '../api/console-client';
import { EmptyState } from '../feedback/empty-state';
import { LoadState } from '../feedback/load-state';
import { ListFilter } from '../paging/list-filter';
import { Pager } from '../paging/pager';
import { OwnAccessChip } from '../rights/own-access';
import { SessionStore } from '../session/session-store';
import { PageHeader } from '../shell/page-header';
import { FoundNamespaces } from './found-namespaces';
import { namespaceName } from './namespace-name';
import { RegistryFilter } from './registry-filter';
import { ownedOnes } from './split-found';

@Component({
  selector: 'app-namespace-list',
  imports: [
    EmptyState,
    FoundNamespaces,
    ListFilter,
    LoadState,
    MatButton,
    MatIcon,
    PageHeader,
    Pager,
    OwnAccessChip,
    RegistryFilter,
    RouterLink,
  ],
  templateUrl: './namespace-list.html',
})
export class NamespaceList {
  readonly q = input<string>();
  readonly registryId = input<string>();
  readonly cursor = input<string>();
  protected readonly administrator = inject(SessionStore).administrator;
  protected readonly nameOf = namespaceName;
  protected readonly namespaces = inject(ConsoleClient).read(listNamespaces, () => ({
    query: { q: this.q(), registryId: this.registryId(), cursor: this.cursor() },
  }));
  protected readonly items = computed(() => ownedOnes(this.namespaces.value()?.items ?? []));
  /** Administrators anywhere; managers below what they manage. */
  protected readonly mayCreate = computed(
    () => this.administrator() || this.items().some(({ manageable }) => manageable),
  );
  protected readonly filtered = computed(() => this.q() !== undefined || this.registryId() !== undefined);
}
