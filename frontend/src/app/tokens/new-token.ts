import { Component, effect, inject, input, linkedSignal, signal, untracked } from '@angular/core';
import { apply, form, FormField, FormRoot, maxLength, required } from '@angular/forms/signals';
import { MatButton } from '@angular/material/button';
import { Router, RouterLink } from '@angular/router';
import { createToken, type IssuedTokenView, readSettings } from '@spectacles/contracts';
import { ConsoleClient } from '../api/console-client';
import { SecretBlock } from '../copy/secret-block';
import { Field } from '../forms/field';
import { FormProblem } from '../forms/form-problem';
import { submission } from '../forms/submission';
import { InForce } from '../in-force/in-force';
import { SessionStore } from '../session/session-store';
import { PageHeader } from '../shell/page-header';
import { LimitsFields } from './limits-fields';
import { atLimits, limitsOf, limitsRules, newLimits } from './limits-model';

const LONGEST_NAME = 100;
const USUAL_DAYS = 90;
const DOCKER_LOGIN = 'docker login';

@Component({
  selector: 'app-new-token',
  imports: [Field, FormField, FormProblem, FormRoot, LimitsFields, MatButton, PageHeader, RouterLink, SecretBlock],
  template: `
    <app-page-header heading="Create a token" [crumbs]="crumbs">
      A password for programs, that does what you may do at that moment, and no more than you allow it here.
    </app-page-header>
    <div class="form-narrow stack">
      @if (issued(); as token) {
        <app-secret-block
          [heading]="'The token ' + token.name"
          [secret]="token.secret"
          [username]="username"
          [name]="token.name"
          (stored)="leave()"
        />
      } @else {
        <form class="card pad" [formRoot]="token" aria-label="New token">
          <app-form-problem [of]="token" />
          <app-field label="Name" [field]="token.name" hint="Where it is used, so that you know it again.">
            <input [formField]="token.name" autocomplete="off" />
          </app-field>
          <app-limits-fields [limits]="token.limits" newPattern="team/**" />
          <div class="form-actions">
            <button matButton="filled" type="submit" [disabled]="token().submitting()">Create the token</button>
            <a matButton="outlined" routerLink="/me">Cancel</a>
          </div>
        </form>
      }
    </div>
  `,
})
export class NewToken {
  private readonly client = inject(ConsoleClient);
  private readonly router = inject(Router);
  private readonly inForce = inject(InForce);
  private readonly settings = this.client.read(readSettings, () => ({}));
  /** What it is for, where the person came by such a button. */
  readonly use = input<string>();
  protected readonly crumbs = [{ label: 'My access and tokens', link: '/me' }];
  protected readonly username = inject(SessionStore).user()?.username ?? '';
  protected readonly issued = signal<IssuedTokenView | null>(null);
  private readonly model = linkedSignal(() => ({
    name: this.use() === 'docker-login' ? DOCKER_LOGIN : '',
    limits: newLimits(USUAL_DAYS),
  }));
  protected readonly token = form(
    this.model,
    (path) => {
      required(path.name, { message: 'Give it a name.' });
      maxLength(path.name, LONGEST_NAME, { message: 'At most 100 characters.' });
      apply(path.limits, limitsRules);
    },
    submission(async ({ name, limits }) => {
      const body = { name, ...limitsOf(limits, new Date()) };
      const issued = await atLimits(this.client.send(createToken, { body }));
      this.issued.set(issued);
      this.inForce.tell(`The token ${issued.name} is made.`);
    }),
  );

  constructor() {
    effect(() => {
      const settings = this.settings.value();
      if (settings === undefined) return;
      untracked(() => {
        if (!this.token.limits.expiry().dirty()) {
          this.token.limits.expiry().value.set(String(settings.defaultTokenDays));
        }
      });
    });
  }

  protected leave(): void {
    void this.router.navigateByUrl('/me');
  }
}
