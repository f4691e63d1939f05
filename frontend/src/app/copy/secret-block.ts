import { Component, computed, inject, input, linkedSignal, type OnDestroy, output } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { MatIcon } from '@angular/material/icon';
import { ClientSwitch } from '../repositories/client-switch';
import { PreferredClient } from '../repositories/preferred-client';
import { registryChoices } from '../rights/scope-editor/registry-choices';
import { CopyBlock } from './copy-block';
import { githubStep, gitlabJob, kubernetesSecret, labelOf, loginScript, stdinLogin } from './credential-snippets';
import { DownloadButton } from './download-button';
import { ShownSecret } from './shown-secret';

/** A secret, once, with what it is used for; whoever leaves before having said so is asked. */
@Component({
  selector: 'app-secret-block',
  imports: [ClientSwitch, CopyBlock, DownloadButton, MatButton, MatIcon],
  templateUrl: './secret-block.html',
  styleUrl: './secret-block.scss',
  host: { '(window:beforeunload)': 'warn($event)' },
})
export class SecretBlock implements OnDestroy {
  private readonly shown = inject(ShownSecret);
  private readonly preferred = inject(PreferredClient);
  private readonly registries = registryChoices();
  readonly heading = input.required<string>();
  readonly secret = input.required<string>();
  readonly username = input.required<string>();
  readonly name = input.required<string>();
  /** Where it is for one registry alone. */
  readonly onlyHost = input<string | null>(null);
  /** Said once the person has it. */
  readonly stored = output();
  protected readonly hosts = computed(() => {
    const only = this.onlyHost();
    return only === null ? this.registries().map(({ publicHost }) => publicHost) : [only];
  });
  protected readonly host = linkedSignal(() => this.hosts()[0] ?? null);
  protected readonly fileName = computed(() => labelOf(this.name()));
  protected readonly texts = computed(() => {
    const host = this.host();
    if (host === null) return null;
    const credential = { host, username: this.username(), secret: this.secret(), name: this.name() };
    const client = this.preferred.client();
    return {
      login: stdinLogin(client, credential),
      script: loginScript(client, credential),
      kubernetes: kubernetesSecret(credential),
      github: githubStep(credential),
      gitlab: gitlabJob(credential),
    };
  });

  constructor() {
    this.shown.unsaved.set(true);
  }

  ngOnDestroy(): void {
    this.shown.unsaved.set(false);
  }

  protected warn(event: BeforeUnloadEvent): void {
    if (this.shown.unsaved()) event.preventDefault();
  }

  protected choose(event: Event): void {
    this.host.set((event.target as HTMLSelectElement).value);
  }

  protected done(): void {
    this.shown.unsaved.set(false);
    this.stored.emit();
  }
}
