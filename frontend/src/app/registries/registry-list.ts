import { Component, inject, input } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { MatIcon } from '@angular/material/icon';
import { RouterLink } from '@angular/router';
import { listRegistries } from '@spectacles/contracts';
import { ConsoleClient } from '../api/console-client';
import { EmptyState } from '../feedback/empty-state';
import { LoadState } from '../feedback/load-state';
import { ListFilter } from '../paging/list-filter';
import { Pager } from '../paging/pager';
import { PageHeader } from '../shell/page-header';
import { kindNames } from './kinds';
import { LastSweep } from './last-sweep';

@Component({
  selector: 'app-registry-list',
  imports: [EmptyState, LastSweep, ListFilter, LoadState, MatButton, MatIcon, PageHeader, Pager, RouterLink],
  templateUrl: './registry-list.html',
})
export class RegistryList {
  readonly q = input<string>();
  readonly cursor = input<string>();
  protected readonly kindNames = kindNames;
  protected readonly registries = inject(ConsoleClient).read(listRegistries, () => ({
    query: { q: this.q(), cursor: this.cursor() },
  }));
}
