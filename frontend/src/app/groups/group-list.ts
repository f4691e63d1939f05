import { Component, inject, input } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { MatDialog } from '@angular/material/dialog';
import { MatIcon } from '@angular/material/icon';
import { Router, RouterLink } from '@angular/router';
import { type GroupView, listGroups } from '@spectacles/contracts';
import { firstValueFrom } from 'rxjs';
import { ConsoleClient } from '../api/console-client';
import { EmptyState } from '../feedback/empty-state';
import { LoadState } from '../feedback/load-state';
import { ListFilter } from '../paging/list-filter';
import { Pager } from '../paging/pager';
import { SessionStore } from '../session/session-store';
import { PageHeader } from '../shell/page-header';
import { CreateGroup } from './create-group';

@Component({
  selector: 'app-group-list',
  imports: [EmptyState, ListFilter, LoadState, MatButton, MatIcon, PageHeader, Pager, RouterLink],
  templateUrl: './group-list.html',
})
export class GroupList {
  private readonly dialogs = inject(MatDialog);
  private readonly router = inject(Router);
  readonly q = input<string>();
  readonly cursor = input<string>();
  protected readonly administrator = inject(SessionStore).administrator;
  protected readonly groups = inject(ConsoleClient).read(listGroups, () => ({
    query: { q: this.q(), cursor: this.cursor() },
  }));

  protected async create(): Promise<void> {
    const dialog = this.dialogs.open<CreateGroup, undefined, GroupView>(CreateGroup, { width: '480px' });
    const group = await firstValueFrom(dialog.afterClosed());
    if (group !== undefined) await this.router.navigate(['/groups', group.id]);
  }
}
