import { Component, inject, signal } from '@angular/core';
import { form, FormField, FormRoot, required, validateStandardSchema } from '@angular/forms/signals';
import { MatButton } from '@angular/material/button';
import { Router } from '@angular/router';
import { Email, NewPassword, UserName } from '@spectacles/contracts';
import * as z from 'zod';
import { blankOr } from '../forms/blank-or';
import { Field } from '../forms/field';
import { FormProblem } from '../forms/form-problem';
import { submission } from '../forms/submission';
import { SessionStore } from '../session/session-store';
import { Entrance } from '../sign-in/entrance';

const SetupForm = z.object({
  code: z.string(),
  username: UserName,
  password: NewPassword,
  email: blankOr(Email, 'This is not an e-mail address.'),
});

@Component({
  selector: 'app-first-administrator',
  imports: [Entrance, Field, FormField, FormProblem, FormRoot, MatButton],
  templateUrl: './first-administrator.html',
})
export class FirstAdministrator {
  private readonly session = inject(SessionStore);
  private readonly router = inject(Router);
  private readonly model = signal({ code: '', username: '', password: '', email: '' });
  protected readonly setup = form(
    this.model,
    (path) => {
      required(path.code, { message: 'Type the code that the server printed when it started.' });
      required(path.username, { message: 'Choose a user name.' });
      required(path.password, { message: 'Choose a password.' });
      validateStandardSchema(path, SetupForm);
    },
    submission(async ({ email, ...value }) => {
      await this.session.completeSetup({ ...value, code: value.code.trim(), email: email === '' ? null : email });
      await this.router.navigateByUrl('/first-push');
    }),
  );
}
