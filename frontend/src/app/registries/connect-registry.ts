import { Component, computed, effect, inject, input, signal, untracked } from '@angular/core';
import { form, FormRoot } from '@angular/forms/signals';
import { MatButton } from '@angular/material/button';
import { Router, RouterLink } from '@angular/router';
import { type CheckReport, checkRegistryDraft, createRegistry } from '@spectacles/contracts';
import { ConsoleClient } from '../api/console-client';
import { type ApiProblem, toProblem } from '../api/problem';
import { ProblemNote } from '../feedback/problem-note';
import { FormProblem } from '../forms/form-problem';
import { submission } from '../forms/submission';
import { PageHeader } from '../shell/page-header';
import { CheckResults } from './check-results';
import { RegistryFieldSet } from './registry-fields';
import { emptyRegistry, hostOf, newRegistry, registryRules } from './registry-form';

/** Connects a registry: first its addresses, then (on its own page) what to paste and whether it works. */
@Component({
  selector: 'app-connect-registry',
  imports: [CheckResults, FormProblem, FormRoot, MatButton, PageHeader, ProblemNote, RegistryFieldSet, RouterLink],
  templateUrl: './connect-registry.html',
})
export class ConnectRegistry {
  private readonly client = inject(ConsoleClient);
  private readonly router = inject(Router);
  /** "first-push" where the person came from that guide. */
  readonly from = input<string>();
  private readonly model = signal(emptyRegistry);
  private readonly host = computed(() => hostOf(this.model().url));
  private suggestion = '';
  protected readonly testing = signal(false);
  protected readonly report = signal<CheckReport | null>(null);
  protected readonly testProblem = signal<ApiProblem | null>(null);
  protected readonly registry = form(
    this.model,
    registryRules,
    submission(async (value) => {
      const { id } = await this.client.send(createRegistry, { body: newRegistry(value) });
      await this.router.navigate(this.from() === 'first-push' ? ['/first-push'] : ['/registries', id, 'configuration']);
    }),
  );

  constructor() {
    effect(() => {
      const host = this.host();
      untracked(() => {
        this.suggest(host);
      });
    });
  }

  /** Tries the connection before anything is saved. */
  protected async test(): Promise<void> {
    this.registry().markAsTouched();
    if (this.registry().invalid()) {
      this.registry().errorSummary()[0]?.fieldTree().focusBoundControl();
      return;
    }
    this.testing.set(true);
    this.report.set(null);
    this.testProblem.set(null);
    try {
      this.report.set(await this.client.send(checkRegistryDraft, { body: newRegistry(this.model()) }));
    } catch (error) {
      this.testProblem.set(toProblem(error));
    } finally {
      this.testing.set(false);
    }
  }

  /** Name and service follow the address until somebody types their own. */
  private suggest(host: string): void {
    const { name, service } = this.model();
    const before = this.suggestion;
    this.suggestion = host;
    this.model.update((model) => ({
      ...model,
      name: name === before ? host : name,
      service: service === before ? host : service,
    }));
  }
}
