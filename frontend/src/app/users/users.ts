import { Component, inject, input } from '@angular/core';
import { MatButton, MatIconButton } from '@angular/material/button';
import { MatDialog } from '@angular/material/dialog';
import { MatIcon } from '@angular/material/icon';
import { MatMenu, MatMenuItem, MatMenuTrigger } from '@angular/material/menu';
import { RouterLink } from '@angular/router';
import {
  changeUser,
  deleteUser,
  listUsers,
  type RemovalForecast,
  type UserChange,
  type UserView,
} from '@spectacles/contracts';
import { firstValueFrom } from 'rxjs';
import { ConsoleClient } from '../api/console-client';
import { toProblem } from '../api/problem';
import { Confirmation } from '../dialogs/confirm';
import { EmptyState } from '../feedback/empty-state';
import { LoadState } from '../feedback/load-state';
import { Notices } from '../feedback/notices';
import { TimeAgo } from '../figures/time-ago';
import { InForce } from '../in-force/in-force';
import { ListFilter } from '../paging/list-filter';
import { Pager } from '../paging/pager';
import { SessionStore } from '../session/session-store';
import { PageHeader } from '../shell/page-header';
import { AddUser } from './add-user';
import { DeleteUser } from './delete-user';
import { SetPassword } from './set-password';

@Component({
  selector: 'app-users',
  imports: [
    EmptyState,
    ListFilter,
    LoadState,
    MatButton,
    MatIcon,
    MatIconButton,
    MatMenu,
    MatMenuItem,
    MatMenuTrigger,
    PageHeader,
    Pager,
    RouterLink,
    TimeAgo,
  ],
  templateUrl: './users.html',
})
export class Users {
  private readonly client = inject(ConsoleClient);
  private readonly dialogs = inject(MatDialog);
  private readonly confirmation = inject(Confirmation);
  private readonly notices = inject(Notices);
  private readonly inForce = inject(InForce);
  readonly q = input<string>();
  readonly cursor = input<string>();
  protected readonly me = inject(SessionStore).user;
  protected readonly users = this.client.read(listUsers, () => ({ query: { q: this.q(), cursor: this.cursor() } }));

  protected async add(): Promise<void> {
    const dialog = this.dialogs.open<AddUser, undefined, UserView>(AddUser, { width: '480px' });
    const added = await firstValueFrom(dialog.afterClosed());
    if (added === undefined) return;
    this.users.reload();
    this.inForce.tell(`${added.username} may sign in now.`);
  }

  protected setPassword(user: UserView): void {
    this.dialogs.open<SetPassword, UserView>(SetPassword, { width: '480px', data: user });
  }

  protected async change(user: UserView, change: UserChange, told: string): Promise<void> {
    try {
      await this.client.send(changeUser, { params: { id: user.id }, body: change });
      this.users.reload();
      this.inForce.tell(told);
    } catch (error) {
      this.notices.tell(toProblem(error).detail);
    }
  }

  protected async disable(user: UserView): Promise<void> {
    const forecast = await this.forecast(user);
    if (forecast === undefined) return;
    const done = await this.confirmation.ask({
      title: `Disable ${user.username}?`,
      goes: ['Their sessions here end', 'Signing in, pulling and pushing are refused from now on'],
      stays: 'What they own and are given stays, and counts again once you enable the account.',
      rights: { forecast, unchanged: 'Nothing names them, so they lose no more than what everyone may do.' },
      action: 'Disable',
      run: () => this.client.send(changeUser, { params: { id: user.id }, body: { status: 'disabled' } }),
    });
    if (!done) return;
    this.users.reload();
    this.inForce.tell(`${user.username} is disabled.`);
  }

  /** What they may do goes with the account, whether it is disabled or deleted. */
  private async forecast({ id }: UserView): Promise<RemovalForecast | undefined> {
    try {
      return await this.client.send(deleteUser, { params: { id }, query: { dryRun: 'true' } });
    } catch (error) {
      this.notices.tell(toProblem(error).detail);
      return undefined;
    }
  }

  protected async remove(user: UserView): Promise<void> {
    const dialog = this.dialogs.open<DeleteUser, UserView, boolean>(DeleteUser, {
      width: '560px',
      data: user,
      role: 'alertdialog',
    });
    if ((await firstValueFrom(dialog.afterClosed())) !== true) return;
    this.users.reload();
    this.inForce.tell(`${user.username} is gone.`);
  }
}
