import { Component, computed, inject, signal } from '@angular/core';
import { form, FormField, FormRoot, validate } from '@angular/forms/signals';
import { MatButton } from '@angular/material/button';
import {
  MAT_DIALOG_DATA,
  MatDialogActions,
  MatDialogContent,
  MatDialogRef,
  MatDialogTitle,
} from '@angular/material/dialog';
import { deleteUser, type UserView } from '@spectacles/contracts';
import { ConsoleClient } from '../api/console-client';
import { LoadState } from '../feedback/load-state';
import { Field } from '../forms/field';
import { FormProblem } from '../forms/form-problem';
import { submission } from '../forms/submission';
import { ownedWords } from '../rights/owned-words';
import type { PickedPrincipal } from '../rights/picked-principal';
import { PrincipalPicker } from '../rights/principal-picker';
import { RightsForecast } from '../rights/rights-forecast';

/** Deletes an account; what it owns goes to somebody else in the same step. Closes with true when it is done. */
@Component({
  selector: 'app-delete-user',
  imports: [
    Field,
    FormField,
    FormProblem,
    FormRoot,
    MatButton,
    MatDialogActions,
    MatDialogContent,
    MatDialogTitle,
    LoadState,
    PrincipalPicker,
    RightsForecast,
  ],
  template: `
    <form [formRoot]="deletion">
      <h2 mat-dialog-title>Delete {{ user.username }}?</h2>
      <mat-dialog-content>
        <app-form-problem [of]="deletion" />
        <ul>
          <li>The account {{ user.username }}, its tokens and its sessions</li>
          @if (forecast.value(); as told) {
            @if (told.grants > 0) {
              <li>
                {{ told.grants === 1 ? 'The entry that names it' : 'The ' + told.grants + ' entries that name it' }}
              </li>
            }
            @if (told.members > 0) {
              <li>Its {{ told.members === 1 ? 'place' : told.members + ' places' }} in groups and namespaces</li>
            }
          }
          @if (owned(); as names) {
            <li>Owning {{ names }}</li>
          }
        </ul>
        <p class="quiet">The name is never given to anybody else.</p>
        <app-field
          label="Their namespaces go to"
          [field]="deletion.heir"
          [optional]="owned() === ''"
          [hint]="
            owned() === ''
              ? 'They own no namespace now, so nobody need be named.'
              : 'A person or a group, who then may do everything there.'
          "
        >
          <!-- Enter chooses somebody here; it never deletes. -->
          <app-principal-picker
            [formField]="deletion.heir"
            [kinds]="['user', 'group']"
            (keydown.enter)="$event.preventDefault()"
          />
        </app-field>
        @if (forecast.value(); as told) {
          <app-rights-forecast
            [forecast]="told"
            unchanged="Nothing names them, so they lose no more than what everyone may do."
          />
        } @else {
          <app-load-state [of]="forecast" />
        }
      </mat-dialog-content>
      <mat-dialog-actions align="end">
        <button matButton="outlined" type="button" cdkFocusInitial (click)="dialog.close(false)">Cancel</button>
        <button matButton="filled" class="danger" type="submit" [disabled]="deletion().submitting()">
          Delete the account
        </button>
      </mat-dialog-actions>
    </form>
  `,
  styles: `
    ul {
      list-style: disc;
      padding-inline-start: 20px;
    }
    p {
      margin: 12px 0 16px;
    }
    .danger {
      --mat-button-filled-container-color: var(--bad);
      --mat-button-filled-label-text-color: var(--surface);
    }
  `,
})
export class DeleteUser {
  private readonly client = inject(ConsoleClient);
  protected readonly user = inject<UserView>(MAT_DIALOG_DATA);
  protected readonly dialog = inject<MatDialogRef<DeleteUser, boolean>>(MatDialogRef);
  private readonly model = signal<{ heir: PickedPrincipal | null }>({ heir: null });
  protected readonly forecast = this.client.read(deleteUser, () => ({
    params: { id: this.user.id },
    query: { ...transferTo(this.model().heir), dryRun: 'true' as const },
  }));
  /** What they own, in words; empty where that is nothing. */
  protected readonly owned = computed(() => ownedWords(this.forecast.value()?.owned ?? []));
  protected readonly deletion = form(
    this.model,
    (path) => {
      validate(path.heir, ({ value }) =>
        value() === null && this.owned() !== ''
          ? { kind: 'required', message: 'Choose who gets it from the list.' }
          : undefined,
      );
    },
    submission(async ({ heir }) => {
      await this.client.send(deleteUser, { params: { id: this.user.id }, query: transferTo(heir) });
      this.dialog.close(true);
    }),
  );
}

function transferTo(heir: PickedPrincipal | null): { transferTo?: string } {
  return heir !== null && 'id' in heir ? { transferTo: `${heir.kind}:${heir.id}` } : {};
}
