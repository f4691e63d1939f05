import { Component, inject, signal } from '@angular/core';
import { form, FormField, FormRoot, required, validateStandardSchema } from '@angular/forms/signals';
import { MatButton } from '@angular/material/button';
import { MatDialogActions, MatDialogContent, MatDialogRef, MatDialogTitle } from '@angular/material/dialog';
import { createUser, DisplayName, Email, NewPassword, UserName, type UserView } from '@spectacles/contracts';
import * as z from 'zod';
import { ConsoleClient } from '../api/console-client';
import { blankOr, unlessBlank } from '../forms/blank-or';
import { Field } from '../forms/field';
import { FormProblem } from '../forms/form-problem';
import { submission } from '../forms/submission';

const UserForm = z.object({
  username: UserName,
  password: NewPassword,
  displayName: DisplayName,
  email: blankOr(Email, 'This is not an e-mail address.'),
});

@Component({
  selector: 'app-add-user',
  imports: [Field, FormField, FormProblem, FormRoot, MatButton, MatDialogActions, MatDialogContent, MatDialogTitle],
  template: `
    <form [formRoot]="user">
      <h2 mat-dialog-title>Add a user</h2>
      <mat-dialog-content>
        <app-form-problem [of]="user" />
        <app-field
          label="User name"
          [field]="user.username"
          hint="It cannot be changed, nor given to anybody else later."
        >
          <input [formField]="user.username" autocomplete="off" autocapitalize="none" spellcheck="false" />
        </app-field>
        <app-field
          label="Password"
          [field]="user.password"
          hint="At least 12 characters. They can change it themselves."
        >
          <input type="password" [formField]="user.password" autocomplete="new-password" />
        </app-field>
        <app-field label="Display name" [field]="user.displayName" [optional]="true">
          <input [formField]="user.displayName" autocomplete="off" />
        </app-field>
        <app-field label="E-mail address" [field]="user.email" [optional]="true">
          <input type="email" [formField]="user.email" autocomplete="off" />
        </app-field>
        <label class="choice">
          <input type="checkbox" [formField]="user.administrator" />
          <span>Administrator: may do everything, also in every namespace</span>
        </label>
      </mat-dialog-content>
      <mat-dialog-actions align="end">
        <button matButton="outlined" type="button" (click)="dialog.close()">Cancel</button>
        <button matButton="filled" type="submit" [disabled]="user().submitting()">Add the user</button>
      </mat-dialog-actions>
    </form>
  `,
})
export class AddUser {
  private readonly client = inject(ConsoleClient);
  protected readonly dialog = inject<MatDialogRef<AddUser, UserView>>(MatDialogRef);
  private readonly model = signal({ username: '', password: '', displayName: '', email: '', administrator: false });
  protected readonly user = form(
    this.model,
    (path) => {
      required(path.username, { message: 'Choose a user name.' });
      required(path.password, { message: 'Choose a password.' });
      validateStandardSchema(path, () => UserForm);
    },
    submission(async ({ username, password, displayName, email, administrator }) => {
      const body = {
        username,
        password,
        administrator,
        ...unlessBlank('displayName', displayName),
        ...unlessBlank('email', email),
      };
      this.dialog.close(await this.client.send(createUser, { body }));
    }),
  );
}
