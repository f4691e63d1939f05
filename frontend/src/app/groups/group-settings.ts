import { Component, effect, inject, signal, untracked } from '@angular/core';
import { form, FormField, FormRoot, maxLength } from '@angular/forms/signals';
import { MatButton } from '@angular/material/button';
import { Router } from '@angular/router';
import { changeGroup, deleteGroup, listAccess } from '@spectacles/contracts';
import { ConsoleClient } from '../api/console-client';
import { toProblem } from '../api/problem';
import { Confirmation } from '../dialogs/confirm';
import { Notices } from '../feedback/notices';
import { Field } from '../forms/field';
import { FormProblem } from '../forms/form-problem';
import { submission } from '../forms/submission';
import { InForce } from '../in-force/in-force';
import { placeWords } from '../rights/access-words';
import { verbWords } from '../rights/right-words';
import { SessionStore } from '../session/session-store';
import { CurrentGroup } from './current-group';

const LISTED = 6;
const LONGEST = 2000;

@Component({
  selector: 'app-group-settings',
  imports: [Field, FormField, FormProblem, FormRoot, MatButton],
  template: `
    <div class="stack form-narrow">
      <form class="card pad" [formRoot]="settings">
        <app-form-problem [of]="settings" />
        <app-field label="What it is for" [field]="settings.description" [optional]="true">
          <input [formField]="settings.description" autocomplete="off" />
        </app-field>
        <div class="form-actions">
          <button matButton="filled" type="submit" [disabled]="settings().submitting()">Save</button>
        </div>
      </form>
      @if (administrator()) {
        <section class="card pad">
          <h2>Delete</h2>
          <p class="quiet">
            Takes every right away that people have through the group. A group that owns namespaces stays until they are
            handed over.
          </p>
          <div class="form-actions">
            <button matButton="outlined" type="button" (click)="remove()">Delete the group…</button>
          </div>
        </section>
      }
    </div>
  `,
})
export class GroupSettings {
  private readonly client = inject(ConsoleClient);
  private readonly confirmation = inject(Confirmation);
  private readonly notices = inject(Notices);
  private readonly inForce = inject(InForce);
  private readonly router = inject(Router);
  private readonly group = inject(CurrentGroup).group;
  protected readonly administrator = inject(SessionStore).administrator;
  private readonly model = signal({ description: '' });
  protected readonly settings = form(
    this.model,
    (path) => {
      maxLength(path.description, LONGEST, { message: 'At most 2000 characters.' });
    },
    submission(async (body) => {
      const id = this.group.value()?.id ?? '';
      this.group.replace(await this.client.send(changeGroup, { params: { id }, body }));
      this.notices.tell('Saved.');
    }),
  );

  constructor() {
    effect(() => {
      const group = this.group.value();
      if (group === undefined) return;
      untracked(() => {
        this.model.set({ description: group.description });
      });
    });
  }

  protected async remove(): Promise<void> {
    const group = this.group.value();
    if (group === undefined) return;
    try {
      const done = await this.confirmation.ask({
        title: `Delete the group ${group.name}?`,
        goes: [
          group.memberCount === 1 ? 'The place of 1 member' : `The places of ${String(group.memberCount)} members`,
          ...(await this.rights(group.id)),
        ],
        stays: 'The people stay, with the rights that they have otherwise. The name is never given to another group.',
        action: 'Delete the group',
        run: () => this.client.send(deleteGroup, { params: { id: group.id } }),
      });
      if (!done) return;
      await this.router.navigateByUrl('/groups');
      this.inForce.tell(`The group ${group.name} is gone.`);
    } catch (error) {
      this.notices.tell(toProblem(error).detail);
    }
  }

  /** What the group may do now, as lines of the question; that it cannot be listed keeps nobody from deleting. */
  private async rights(groupId: string): Promise<string[]> {
    try {
      const { items, next } = await this.client.send(listAccess, { query: { groupId, limit: LISTED } });
      const lines = items.map((line) => `${verbWords(line.actions)}: ${placeWords(line)}`);
      return next === null ? lines : [...lines, 'and further rights'];
    } catch {
      return ['Every right that it has; they cannot be listed now'];
    }
  }
}
