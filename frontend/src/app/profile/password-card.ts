import { Component, inject, signal } from '@angular/core';
import { form, FormField, FormRoot, required, validateStandardSchema } from '@angular/forms/signals';
import { MatButton } from '@angular/material/button';
import { changePassword, NewPassword } from '@spectacles/contracts';
import * as z from 'zod';
import { ConsoleClient } from '../api/console-client';
import { Notices } from '../feedback/notices';
import { Field } from '../forms/field';
import { FormProblem } from '../forms/form-problem';
import { submission } from '../forms/submission';

const blank = { current: '', new: '' };

@Component({
  selector: 'app-password-card',
  imports: [Field, FormField, FormProblem, FormRoot, MatButton],
  template: `
    <form class="card pad" [formRoot]="password" aria-labelledby="password-heading">
      <h2 id="password-heading">Password</h2>
      <p class="quiet">Changing it signs you out everywhere else; docker login needs the new one.</p>
      <app-form-problem [of]="password" />
      <app-field label="Current password" [field]="password.current">
        <input type="password" [formField]="password.current" autocomplete="current-password" />
      </app-field>
      <app-field label="New password" [field]="password.new" hint="At least 12 characters.">
        <input type="password" [formField]="password.new" autocomplete="new-password" />
      </app-field>
      <div class="form-actions">
        <button matButton="filled" type="submit" [disabled]="password().submitting()">Change the password</button>
      </div>
    </form>
  `,
  styles: `
    h2 + p {
      margin-bottom: 12px;
    }
  `,
})
export class PasswordCard {
  private readonly client = inject(ConsoleClient);
  private readonly notices = inject(Notices);
  private readonly model = signal(blank);
  protected readonly password = form(
    this.model,
    (path) => {
      required(path.current, { message: 'Type the password that you have now.' });
      required(path.new, { message: 'Choose a new password.' });
      validateStandardSchema(path, () => z.object({ new: NewPassword }));
    },
    submission(async (body) => {
      await this.client.send(changePassword, { body });
      this.password().reset(blank);
      this.notices.tell('Your password is changed.');
    }),
  );
}
