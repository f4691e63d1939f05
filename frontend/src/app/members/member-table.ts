import { Component, inject, input } from '@angular/core';
import { MatButton, MatIconButton } from '@angular/material/button';
import { MatDialog } from '@angular/material/dialog';
import { MatIcon } from '@angular/material/icon';
import { MatMenu, MatMenuItem, MatMenuTrigger } from '@angular/material/menu';
import type { MemberRole, MemberView, UserReference } from '@spectacles/contracts';
import { firstValueFrom } from 'rxjs';
import type { LoadedValue } from '../api/loaded-value';
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
import { AddMember, type AddMemberRequest } from './add-member';

/** How members change: in a group and in a namespace it is done by different routes. */
export interface MemberEdits {
  readonly put: (userId: string, role: MemberRole) => Promise<MemberView>;
  readonly remove: (userId: string) => Promise<unknown>;
}

/** Members and managers, with what whoever manages may do about them; everybody may leave. */
@Component({
  selector: 'app-member-table',
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
    Pager,
    TimeAgo,
  ],
  templateUrl: './member-table.html',
})
export class MemberTable {
  private readonly dialogs = inject(MatDialog);
  private readonly confirmation = inject(Confirmation);
  private readonly notices = inject(Notices);
  private readonly inForce = inject(InForce);
  readonly heading = input.required<string>();
  readonly sentence = input.required<string>();
  readonly none = input.required<string>();
  /** Such as "the group devs". */
  readonly what = input.required<string>();
  /** What goes with a membership, in a line of the question before it is ended. */
  readonly loses = input.required<string>();
  readonly members = input.required<LoadedValue<{ items: MemberView[]; next: string | null }>>();
  /** null for those who may only look. */
  readonly edits = input.required<MemberEdits | null>();
  readonly leave = input.required<(userId: string) => Promise<unknown>>();
  readonly q = input<string>();
  readonly cursor = input<string>();
  protected readonly me = inject(SessionStore).user;

  protected async add(): Promise<void> {
    const edits = this.edits();
    if (edits === null) return;
    const dialog = this.dialogs.open<AddMember, AddMemberRequest, MemberView>(AddMember, {
      data: { what: this.what(), put: edits.put },
      width: '480px',
    });
    const added = await firstValueFrom(dialog.afterClosed());
    if (added !== undefined) this.tell(added);
  }

  protected async put(user: UserReference, role: MemberRole): Promise<void> {
    try {
      const changed = await this.edits()?.put(user.id, role);
      if (changed !== undefined) this.tell(changed);
    } catch (error) {
      this.notices.tell(toProblem(error).detail);
    }
  }

  protected async remove({ user }: MemberView): Promise<void> {
    const leaving = user.id === this.me()?.id;
    const remove = leaving ? this.leave() : this.edits()?.remove;
    if (remove === undefined) return;
    const done = await this.confirmation.ask({
      title: leaving ? `Leave ${this.what()}?` : `Remove ${user.username} from ${this.what()}?`,
      goes: [this.loses()],
      stays: 'Tokens already made end by themselves within minutes; the next one is made without these rights.',
      action: leaving ? 'Leave' : 'Remove',
      run: () => remove(user.id),
    });
    if (!done) return;
    this.members().reload();
    this.inForce.tell(`${user.username} is no member of ${this.what()} any more.`);
  }

  private tell({ user, role }: MemberView): void {
    this.members().reload();
    this.inForce.tell(`${user.username} is a ${role} of ${this.what()}.`);
  }
}
