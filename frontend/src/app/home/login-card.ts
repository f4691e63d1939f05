import { Component, inject, input } from '@angular/core';
import { CopyBlock } from '../copy/copy-block';
import { ClientSwitch } from '../repositories/client-switch';
import { PreferredClient } from '../repositories/preferred-client';
import { loginCommand } from '../repositories/pull-commands';
import { SessionStore } from '../session/session-store';

/** How to log in to the registries that a person uses. */
@Component({
  selector: 'app-login-card',
  imports: [ClientSwitch, CopyBlock],
  template: `
    <section class="card pad" aria-labelledby="login-heading">
      <h2 id="login-heading">Log in from a terminal</h2>
      <app-client-switch />
      @for (host of hosts(); track host) {
        <app-copy-block [text]="command(host)" [what]="'log-in command for ' + host" />
      }
    </section>
  `,
  styles: `
    section {
      display: grid;
      gap: 12px;
    }
  `,
})
export class LoginCard {
  private readonly preferred = inject(PreferredClient);
  private readonly user = inject(SessionStore).user;
  readonly hosts = input.required<readonly string[]>();

  protected command(host: string): string {
    return loginCommand(this.preferred.client(), host, this.user()?.username ?? '');
  }
}
