import { Component, inject, input, signal } from '@angular/core';
import { form, FormField, FormRoot, required } from '@angular/forms/signals';
import { MatButton } from '@angular/material/button';
import { Router } from '@angular/router';
import { Field } from '../forms/field';
import { FormProblem } from '../forms/form-problem';
import { submission } from '../forms/submission';
import { nextPage } from '../session/next-page';
import { SessionStore } from '../session/session-store';
import { Entrance } from './entrance';

@Component({
  selector: 'app-sign-in',
  imports: [Entrance, Field, FormField, FormProblem, FormRoot, MatButton],
  template: `
    <app-entrance heading="Sign in" sentence="To see what your registries hold, and who may do what.">
      <form [formRoot]="credentials">
        <app-form-problem [of]="credentials" />
        <app-field label="User name" [field]="credentials.username">
          <input [formField]="credentials.username" autocomplete="username" autocapitalize="none" spellcheck="false" />
        </app-field>
        <app-field label="Password" [field]="credentials.password">
          <input type="password" [formField]="credentials.password" autocomplete="current-password" />
        </app-field>
        <button class="wide" matButton="filled" type="submit" [disabled]="credentials().submitting()">Sign in</button>
      </form>
      <p class="help quiet small">
        Forgotten? An administrator can give you a new password. The same name and password work for
        <code>docker login</code>.
      </p>
    </app-entrance>
  `,
  styles: `
    .help {
      margin-top: 16px;
    }
  `,
})
export class SignIn {
  private readonly session = inject(SessionStore);
  private readonly router = inject(Router);
  /** Where the person wanted to go. */
  readonly next = input<string>();
  private readonly model = signal({ username: '', password: '' });
  protected readonly credentials = form(
    this.model,
    (path) => {
      required(path.username, { message: 'Type your user name.' });
      required(path.password, { message: 'Type your password.' });
    },
    submission(async (value) => {
      await this.session.signIn(value);
      await this.router.navigateByUrl(nextPage(this.next()));
    }),
  );
}
