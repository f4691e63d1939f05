import { Component, inject, signal } from '@angular/core';
import { form, FormField, FormRoot } from '@angular/forms/signals';
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
import { Field } from '../forms/field';
import { FormProblem } from '../forms/form-problem';
import { submission } from '../forms/submission';
import type { PickedPrincipal } from '../rights/picked-principal';
import { PrincipalPicker } from '../rights/principal-picker';

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
    PrincipalPicker,
  ],
  template: `
    <form [formRoot]="deletion">
      <h2 mat-dialog-title>Delete {{ user.username }}?</h2>
      <mat-dialog-content>
        <app-form-problem [of]="deletion" />
        <ul>
          <li>The account {{ user.username }}, its tokens and its sessions</li>
          <li>Every right that was given to it, and its places in groups</li>
        </ul>
        <p class="quiet">The name is never given to anybody else.</p>
        <app-field
          label="Their namespaces go to"
          [field]="deletion.heir"
          [optional]="true"
          hint="Needed where they own namespaces: a person or a group, who then may do everything there."
        >
          <app-principal-picker [formField]="deletion.heir" [kinds]="['user', 'group']" />
        </app-field>
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
  protected readonly deletion = form(
    this.model,
    submission(async ({ heir }) => {
      const query = heir !== null && 'id' in heir ? { transferTo: `${heir.kind}:${heir.id}` } : {};
      await this.client.send(deleteUser, { params: { id: this.user.id }, query });
      this.dialog.close(true);
    }),
  );
}
