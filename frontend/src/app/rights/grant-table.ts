import { Component, computed, inject, input } from '@angular/core';
import { MatButton, MatIconButton } from '@angular/material/button';
import { MatDialog } from '@angular/material/dialog';
import { MatIcon } from '@angular/material/icon';
import { MatMenu, MatMenuItem, MatMenuTrigger } from '@angular/material/menu';
import type { GrantChange, GrantView, NamespaceView, NewGrant, Right } from '@spectacles/contracts';
import { firstValueFrom } from 'rxjs';
import type { LoadedValue } from '../api/loaded-value';
import { toProblem } from '../api/problem';
import { Confirmation } from '../dialogs/confirm';
import { EmptyState } from '../feedback/empty-state';
import { LoadState } from '../feedback/load-state';
import { Notices } from '../feedback/notices';
import { InForce } from '../in-force/in-force';
import { Pager } from '../paging/pager';
import { TextFilter } from '../paging/text-filter';
import { ChangeAccess, type ChangeAccessRequest } from './change-access';
import { GiveAccess, type GiveAccessRequest } from './give-access';
import type { PrincipalKind } from './picked-principal';
import { principalWords } from './principal-words';
import { RightChip } from './right-chip';
import { presetOf, rightChoices, verbWords } from './right-words';

/** How entries are changed: in a namespace and in the defaults of a registry it is done by different routes. */
export interface GrantEdits {
  readonly create: (body: NewGrant) => Promise<GrantView>;
  readonly change: (grantId: string, body: GrantChange) => Promise<GrantView>;
  readonly remove: (grantId: string) => Promise<unknown>;
}

const ANYBODY: readonly PrincipalKind[] = ['user', 'group', 'robot', 'members', 'everyone', 'anonymous'];

/** Who may do what, and where that comes from. */
@Component({
  selector: 'app-grant-table',
  imports: [
    EmptyState,
    LoadState,
    MatButton,
    MatIcon,
    MatIconButton,
    MatMenu,
    MatMenuItem,
    MatMenuTrigger,
    Pager,
    RightChip,
    TextFilter,
  ],
  templateUrl: './grant-table.html',
  styles: `
    .first {
      justify-content: center;
    }
  `,
})
export class GrantTable {
  private readonly dialogs = inject(MatDialog);
  private readonly confirmation = inject(Confirmation);
  private readonly notices = inject(Notices);
  private readonly inForce = inject(InForce);
  readonly heading = input.required<string>();
  readonly sentence = input.required<string>();
  /** Where the entries come from, in words. */
  readonly origin = input.required<string>();
  /** "in team": ends the sentences about a change. */
  readonly where = input.required<string>();
  /** The owner may do everything without an entry. */
  readonly owner = input<NamespaceView['owner']>();
  readonly kinds = input<readonly PrincipalKind[]>(ANYBODY);
  /** A pattern as one might type it here. */
  readonly example = input('');
  readonly namespaceId = input<string>();
  readonly grants = input.required<LoadedValue<{ items: GrantView[]; next: string | null }>>();
  readonly edits = input.required<GrantEdits>();
  /** Where in the entries the page is; `entries` in the address. */
  readonly cursor = input<string>();
  /** What is searched for; `entry` in the address. */
  readonly q = input<string>();
  protected readonly who = principalWords;
  protected readonly verbWords = verbWords;
  protected readonly isWhole = computed(() => this.cursor() === undefined && this.q() === undefined);
  protected readonly empty = computed(() => this.grants().value()?.items.length === 0);

  protected choicesFor(grant: GrantView): typeof rightChoices {
    return grant.principal.kind === 'anonymous' ? rightChoices.slice(0, 2) : rightChoices;
  }

  /** "WRITE", or that no right is exactly this. */
  protected presetWords(grant: GrantView): string {
    return presetOf(grant.verbs) ?? 'exact verbs';
  }

  protected presetOf(grant: GrantView): Right | null {
    return presetOf(grant.verbs);
  }

  protected async give(right: Right = 'READ', kinds = this.kinds()): Promise<void> {
    const request: GiveAccessRequest = {
      where: this.where(),
      kinds,
      example: this.example(),
      namespaceId: this.namespaceId(),
      right,
      create: this.edits().create,
    };
    const dialog = this.dialogs.open<GiveAccess, GiveAccessRequest, GrantView>(GiveAccess, {
      data: request,
      width: '520px',
    });
    const given = await firstValueFrom(dialog.afterClosed());
    if (given !== undefined) this.tell(given);
  }

  protected async change(grant: GrantView, right: Right): Promise<void> {
    if (presetOf(grant.verbs) === right) return;
    try {
      this.tell(await this.edits().change(grant.id, { right }));
    } catch (error) {
      this.notices.tell(toProblem(error).detail);
    }
  }

  protected async changeExactly(grant: GrantView): Promise<void> {
    const request: ChangeAccessRequest = {
      grant,
      where: this.whereOf(grant),
      change: (body) => this.edits().change(grant.id, body),
    };
    const dialog = this.dialogs.open<ChangeAccess, ChangeAccessRequest, GrantView>(ChangeAccess, {
      data: request,
      width: '480px',
    });
    const changed = await firstValueFrom(dialog.afterClosed());
    if (changed !== undefined) this.tell(changed);
  }

  protected async remove(grant: GrantView): Promise<void> {
    const { name } = principalWords(grant.principal);
    const done = await this.confirmation.ask({
      title: `Take the entry of ${name} away?`,
      goes: [`${name}: ${verbWords(grant.verbs)} ${this.whereOf(grant)}`],
      stays: 'What other entries or defaults let them do stays. Tokens already made end by themselves within minutes.',
      action: 'Take it away',
      run: () => this.edits().remove(grant.id),
    });
    if (!done) return;
    this.grants().reload();
    this.inForce.tell(`The entry of ${name} is gone.`);
  }

  private whereOf(grant: GrantView): string {
    return grant.pattern === null ? this.where() : `on ${grant.pattern}`;
  }

  private tell(grant: GrantView): void {
    this.grants().reload();
    const { name } = principalWords(grant.principal);
    const may = grant.verbs.length === 0 ? 'do nothing' : verbWords(grant.verbs);
    this.inForce.tell(`Saved: ${name} may ${may} ${this.whereOf(grant)}.`);
  }
}
