import { Component, inject, input } from '@angular/core';
import { MatButton, MatIconButton } from '@angular/material/button';
import { MatDialog } from '@angular/material/dialog';
import { MatIcon } from '@angular/material/icon';
import { MatMenu, MatMenuItem, MatMenuTrigger } from '@angular/material/menu';
import type { GrantChange, GrantView, NewGrant, Right } from '@spectacles/contracts';
import { firstValueFrom } from 'rxjs';
import type { LoadedValue } from '../api/loaded-value';
import { toProblem } from '../api/problem';
import { Confirmation } from '../dialogs/confirm';
import { EmptyState } from '../feedback/empty-state';
import { LoadState } from '../feedback/load-state';
import { Notices } from '../feedback/notices';
import { GiveAccess, type GiveAccessRequest } from './give-access';
import { principalWords } from './principal-words';
import { RightChip } from './right-chip';
import { rightChoices, rightWords } from './right-words';

/** How entries are changed: in a namespace and in the defaults of a registry it is done by different routes. */
export interface GrantEdits {
  readonly create: (body: NewGrant) => Promise<GrantView>;
  readonly change: (grantId: string, body: GrantChange) => Promise<GrantView>;
  readonly remove: (grantId: string) => Promise<unknown>;
}

/** Who may do what, and where that comes from. */
@Component({
  selector: 'app-grant-table',
  imports: [EmptyState, LoadState, MatButton, MatIcon, MatIconButton, MatMenu, MatMenuItem, MatMenuTrigger, RightChip],
  templateUrl: './grant-table.html',
})
export class GrantTable {
  private readonly dialogs = inject(MatDialog);
  private readonly confirmation = inject(Confirmation);
  private readonly notices = inject(Notices);
  readonly heading = input.required<string>();
  readonly sentence = input.required<string>();
  /** Where the entries come from, in words. */
  readonly origin = input.required<string>();
  /** "in team": ends the sentences about a change. */
  readonly where = input.required<string>();
  /** The owner may do everything without an entry. */
  readonly owner = input<string>();
  readonly grants = input.required<LoadedValue<{ items: GrantView[]; next: string | null }>>();
  readonly edits = input.required<GrantEdits>();
  protected readonly rightWords = rightWords;
  protected readonly who = principalWords;

  protected choicesFor(grant: GrantView): typeof rightChoices {
    return grant.principal.kind === 'anonymous' ? rightChoices.slice(0, 2) : rightChoices;
  }

  protected async give(): Promise<void> {
    const request: GiveAccessRequest = { where: this.where(), create: this.edits().create };
    const dialog = this.dialogs.open<GiveAccess, GiveAccessRequest, GrantView>(GiveAccess, {
      data: request,
      width: '480px',
    });
    const given = await firstValueFrom(dialog.afterClosed());
    if (given !== undefined) this.tell(given);
  }

  protected async change(grant: GrantView, right: Right): Promise<void> {
    if (grant.right === right) return;
    try {
      this.tell(await this.edits().change(grant.id, { right }));
    } catch (error) {
      this.notices.tell(toProblem(error).detail);
    }
  }

  protected async remove(grant: GrantView): Promise<void> {
    const { name } = principalWords(grant.principal);
    const done = await this.confirmation.ask({
      title: `Take the entry of ${name} away?`,
      goes: [`${name}: ${rightWords(grant.right)} ${this.where()}`],
      stays: 'What other entries or defaults let them do stays. Tokens already made end by themselves within minutes.',
      action: 'Take it away',
      run: () => this.edits().remove(grant.id),
    });
    if (!done) return;
    this.grants().reload();
    this.notices.tell(`In force: the entry of ${name} is gone.`);
  }

  private tell(grant: GrantView): void {
    this.grants().reload();
    const { name } = principalWords(grant.principal);
    this.notices.tell(`In force: ${name} may ${may(grant.right)} ${this.where()}.`);
  }
}

function may(right: Right): string {
  return right === 'NONE' ? 'do nothing' : rightWords(right);
}
