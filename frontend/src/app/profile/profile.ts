import { Component, inject, signal } from '@angular/core';
import { form, FormField, FormRoot, validateStandardSchema } from '@angular/forms/signals';
import { MatButton } from '@angular/material/button';
import { changeProfile, DisplayName, Email } from '@spectacles/contracts';
import * as z from 'zod';
import { ConsoleClient } from '../api/console-client';
import { Notices } from '../feedback/notices';
import { blankOr } from '../forms/blank-or';
import { Field } from '../forms/field';
import { FormProblem } from '../forms/form-problem';
import { submission } from '../forms/submission';
import { SessionStore } from '../session/session-store';
import { PageHeader } from '../shell/page-header';
import { AppearanceCard } from './appearance-card';
import { PasswordCard } from './password-card';

const ProfileForm = z.object({ displayName: DisplayName, email: blankOr(Email, 'This is not an e-mail address.') });

@Component({
  selector: 'app-profile',
  imports: [AppearanceCard, Field, FormField, FormProblem, FormRoot, MatButton, PageHeader, PasswordCard],
  template: `
    <app-page-header heading="Profile">
      You are {{ user?.username }}{{ user?.administrator ? ', an administrator' : '' }}.
    </app-page-header>
    <div class="stack form-narrow">
      <form class="card pad" [formRoot]="profile" aria-labelledby="about-heading">
        <h2 id="about-heading">About you</h2>
        <app-form-problem [of]="profile" />
        <app-field
          label="Display name"
          [field]="profile.displayName"
          [optional]="true"
          hint="Shown beside your user name."
        >
          <input [formField]="profile.displayName" autocomplete="name" />
        </app-field>
        <app-field label="E-mail address" [field]="profile.email" [optional]="true">
          <input type="email" [formField]="profile.email" autocomplete="email" />
        </app-field>
        <div class="form-actions">
          <button matButton="filled" type="submit" [disabled]="profile().submitting()">Save</button>
        </div>
      </form>
      <app-password-card />
      <app-appearance-card />
    </div>
  `,
  styles: `
    h2 {
      margin-bottom: 12px;
    }
  `,
})
export class Profile {
  private readonly client = inject(ConsoleClient);
  private readonly session = inject(SessionStore);
  private readonly notices = inject(Notices);
  protected readonly user = this.session.user();
  private readonly model = signal({ displayName: this.user?.displayName ?? '', email: this.user?.email ?? '' });
  protected readonly profile = form(
    this.model,
    (path) => {
      validateStandardSchema(path, () => ProfileForm);
    },
    submission(async ({ displayName, email }) => {
      const body = { displayName: displayName.trim(), email: email === '' ? null : email };
      this.session.updateUser(await this.client.send(changeProfile, { body }));
      this.notices.tell('Saved.');
    }),
  );
}
