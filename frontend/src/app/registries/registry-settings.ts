import { Component, effect, inject, signal, untracked } from '@angular/core';
import { form, FormRoot } from '@angular/forms/signals';
import { MatButton } from '@angular/material/button';
import { Router } from '@angular/router';
import { changeRegistry, deleteRegistry } from '@spectacles/contracts';
import { ConsoleClient } from '../api/console-client';
import { Confirmation } from '../dialogs/confirm';
import { FormProblem } from '../forms/form-problem';
import { submission } from '../forms/submission';
import { InForce } from '../in-force/in-force';
import { CurrentRegistry } from './current-registry';
import { RegistryFieldSet } from './registry-fields';
import { emptyRegistry, modelOf, registryChange, registryRules } from './registry-form';

@Component({
  selector: 'app-registry-settings',
  imports: [FormProblem, FormRoot, MatButton, RegistryFieldSet],
  template: `
    <div class="stack form-narrow">
      <form class="card pad" [formRoot]="settings">
        <app-form-problem [of]="settings" />
        <app-registry-fields [fields]="settings" [connected]="true" />
        <div class="form-actions">
          <button matButton="filled" type="submit" [disabled]="settings().submitting()">Save</button>
        </div>
      </form>
      <section class="card pad">
        <h2>Disconnect</h2>
        <p class="quiet">Only a registry without namespaces can be disconnected. What it stores stays there.</p>
        <div class="form-actions">
          <button matButton="outlined" type="button" (click)="disconnect()">Disconnect…</button>
        </div>
      </section>
    </div>
  `,
})
export class RegistrySettings {
  private readonly client = inject(ConsoleClient);
  private readonly confirmation = inject(Confirmation);
  private readonly inForce = inject(InForce);
  private readonly router = inject(Router);
  private readonly registry = inject(CurrentRegistry).registry;
  private readonly model = signal(emptyRegistry);
  protected readonly settings = form(
    this.model,
    registryRules,
    submission(async (value) => {
      const id = this.registry.value()?.id ?? '';
      this.registry.replace(await this.client.send(changeRegistry, { params: { id }, body: registryChange(value) }));
      this.inForce.tell('The settings are saved.');
    }),
  );

  constructor() {
    effect(() => {
      const registry = this.registry.value();
      if (registry !== undefined)
        untracked(() => {
          this.model.set(modelOf(registry));
        });
    });
  }

  protected async disconnect(): Promise<void> {
    const registry = this.registry.value();
    if (registry === undefined) return;
    const done = await this.confirmation.ask({
      title: `Disconnect ${registry.name}?`,
      goes: ['Its default access and its settings here', 'Tokens for it are no longer made: nobody can pull or push'],
      stays: 'The registry keeps running, and keeps everything that it stores.',
      action: 'Disconnect',
      run: () => this.client.send(deleteRegistry, { params: { id: registry.id } }),
    });
    if (done) await this.router.navigateByUrl('/registries');
  }
}
