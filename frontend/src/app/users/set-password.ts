import { Component, inject, signal } from '@angular/core';
import { form, FormField, FormRoot, required, validateStandardSchema } from '@angular/forms/signals';
import { MatButton } from '@angular/material/button';
import {
  MAT_DIALOG_DATA,
  MatDialogActions,
  MatDialogContent,
  MatDialogRef,
  MatDialogTitle,
} from '@angular/material/dialog';
import { NewPassword, setUserPassword, type UserView } from '@spectacles/contracts';
import * as z from 'zod';
import { ConsoleClient } from '../api/console-client';
import { Notices } from '../feedback/notices';
import { Field } from '../forms/field';
import { FormProblem } from '../forms/form-problem';
import { submission } from '../forms/submission';

@Component({
  selector: 'app-set-password',
  imports: [Field, FormField, FormProblem, FormRoot, MatButton, MatDialogActions, MatDialogContent, MatDialogTitle],
  template: `
    <form [formRoot]="password">
      <h2 mat-dialog-title>Set a password for {{ user.username }}</h2>
      <mat-dialog-content>
        <app-form-problem [of]="password" />
        <p>Ends the sessions of {{ user.username }}, and the old password works no more.</p>
        <app-field label="New password" [field]="password.new" hint="At least 12 characters.">
          <input type="password" [formField]="password.new" autocomplete="new-password" />
        </app-field>
      </mat-dialog-content>
      <mat-dialog-actions align="end">
        <button matButton="outlined" type="button" (click)="dialog.close()">Cancel</button>
        <button matButton="filled" type="submit" [disabled]="password().submitting()">Set the password</button>
      </mat-dialog-actions>
    </form>
  `,
  styles: `
    p {
      margin-bottom: 16px;
    }
  `,
})
export class SetPassword {
  private readonly client = inject(ConsoleClient);
  private readonly notices = inject(Notices);
  protected readonly user = inject<UserView>(MAT_DIALOG_DATA);
  protected readonly dialog = inject<MatDialogRef<SetPassword>>(MatDialogRef);
  private readonly model = signal({ new: '' });
  protected readonly password = form(
    this.model,
    (path) => {
      required(path.new, { message: 'Choose a password.' });
      validateStandardSchema(path, () => z.object({ new: NewPassword }));
    },
    submission(async (body) => {
      await this.client.send(setUserPassword, { params: { id: this.user.id }, body });
      this.notices.tell(`${this.user.username} has a new password.`);
      this.dialog.close();
    }),
  );
}
