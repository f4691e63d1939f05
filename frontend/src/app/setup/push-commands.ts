import { Component, computed, inject, input } from '@angular/core';
import type { NamespaceView } from '@spectacles/contracts';
import { CopyBlock } from '../copy/copy-block';
import { ClientSwitch } from '../repositories/client-switch';
import { PreferredClient } from '../repositories/preferred-client';
import { loginCommand, pushCommand } from '../repositories/pull-commands';
import { SessionStore } from '../session/session-store';

/** The commands of a first push, for the client that the person uses. */
@Component({
  selector: 'app-push-commands',
  imports: [ClientSwitch, CopyBlock],
  template: `
    <app-client-switch />
    <app-copy-block [text]="login()" what="log-in command" />
    @if (preferred.client() !== 'skopeo') {
      <app-copy-block [text]="preferred.client() + ' tag app:v1 ' + image()" what="tag command" />
    }
    <app-copy-block [text]="push()" what="push command" />
  `,
  styles: `
    :host {
      display: grid;
      gap: 12px;
    }
  `,
})
export class PushCommands {
  protected readonly preferred = inject(PreferredClient);
  private readonly user = inject(SessionStore).user;
  readonly namespace = input.required<Pick<NamespaceView, 'publicHost' | 'path'>>();
  protected readonly image = computed(() => {
    const { publicHost, path } = this.namespace();
    return `${publicHost}/${path === '' ? '' : `${path}/`}app:v1`;
  });
  protected readonly login = computed(() =>
    loginCommand(this.preferred.client(), this.namespace().publicHost, this.user()?.username ?? ''),
  );
  protected readonly push = computed(() => pushCommand(this.preferred.client(), this.image()));
}
