import { Component, effect, inject, signal, untracked } from '@angular/core';
import { form, FormField, FormRoot, maxLength } from '@angular/forms/signals';
import { MatButton } from '@angular/material/button';
import { Router } from '@angular/router';
import { changeGroup, deleteGroup, type RemovalForecast } from '@spectacles/contracts';
import { ConsoleClient } from '../api/console-client';
import { toProblem } from '../api/problem';
import { Confirmation } from '../dialogs/confirm';
import { Notices } from '../feedback/notices';
import { Field } from '../forms/field';
import { FormProblem } from '../forms/form-problem';
import { submission } from '../forms/submission';
import { InForce } from '../in-force/in-force';
import { ownedWords } from '../rights/owned-words';
import { SessionStore } from '../session/session-store';
import { CurrentGroup } from './current-group';

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
    const params = { id: group.id };
    try {
      const forecast = await this.client.send(deleteGroup, { params, query: { dryRun: 'true' } });
      if (forecast === undefined) return;
      const done = await this.confirmation.ask({
        title: `Delete the group ${group.name}?`,
        goes: goesWith(forecast),
        stays: 'The people stay, with the rights that they have otherwise. The name is never given to another group.',
        rights: { forecast, unchanged: 'Nobody’s rights change by it.' },
        ...hindranceOf(group.name, forecast),
        action: 'Delete the group',
        run: () => this.client.send(deleteGroup, { params }),
      });
      if (!done) return;
      await this.router.navigateByUrl('/groups');
      this.inForce.tell(`The group ${group.name} is gone.`);
    } catch (error) {
      this.notices.tell(toProblem(error).detail);
    }
  }
}

/** What a group owns must have an owner before it goes. */
function hindranceOf(name: string, { owned }: RemovalForecast): { hindrance?: string } {
  if (owned.length === 0) return {};
  return {
    hindrance: `${name} owns ${ownedWords(owned)}. Give that to somebody else first, in the settings of the namespace.`,
  };
}

function goesWith({ members, grants }: RemovalForecast): string[] {
  return [
    ...(members === 0 ? [] : [members === 1 ? 'The place of 1 member' : `The places of ${String(members)} members`]),
    ...(grants === 0 ? [] : [grants === 1 ? 'The entry that names it' : `The ${String(grants)} entries that name it`]),
  ];
}
