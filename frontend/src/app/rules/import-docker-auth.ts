import { Component, computed, inject, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { MatIcon } from '@angular/material/icon';
import { RouterLink } from '@angular/router';
import { importDockerAuth, type ImportReport } from '@spectacles/contracts';
import { ConsoleClient } from '../api/console-client';
import { type ApiProblem, toProblem } from '../api/problem';
import { ProblemNote } from '../feedback/problem-note';
import { InForce } from '../in-force/in-force';
import { CurrentRegistry } from '../registries/current-registry';
import { ImportReportView } from './import-report';

const LARGEST = 500_000;

/** Takes over users and rules of a docker_auth file: tried first, applied when nothing is refused. */
@Component({
  selector: 'app-import-docker-auth',
  imports: [ImportReportView, MatButton, MatIcon, ProblemNote, RouterLink],
  templateUrl: './import-docker-auth.html',
  styles: `
    h2 + p {
      margin-bottom: 16px;
    }
  `,
})
export class ImportDockerAuth {
  private readonly client = inject(ConsoleClient);
  private readonly inForce = inject(InForce);
  protected readonly registry = inject(CurrentRegistry).registry;
  protected readonly text = signal('');
  protected readonly busy = signal(false);
  protected readonly problem = signal<ApiProblem | null>(null);
  private readonly tried = signal<{ text: string; report: ImportReport } | null>(null);
  /** The report of the very text that stands there now. */
  protected readonly report = computed(() => (this.tried()?.text === this.text() ? this.tried()?.report : undefined));
  protected readonly tooLarge = computed(() => this.text().length > LARGEST);
  protected readonly applicable = computed(() => {
    const report = this.report();
    return report?.dryRun === true && report.refused.length === 0;
  });
  protected readonly done = computed(() => this.report()?.dryRun === false);

  protected typed(event: Event): void {
    this.text.set((event.target as HTMLTextAreaElement).value);
  }

  protected async opened(event: Event): Promise<void> {
    const file = (event.target as HTMLInputElement).files?.[0];
    if (file !== undefined) this.text.set(await file.text());
  }

  protected async run(dryRun: boolean): Promise<void> {
    const text = this.text();
    const registryId = this.registry.value()?.id ?? '';
    this.busy.set(true);
    this.problem.set(null);
    try {
      const query = { registryId, dryRun: dryRun ? ('true' as const) : ('false' as const) };
      const report = await this.client.send(importDockerAuth, { query, body: text });
      this.tried.set({ text, report });
      if (!dryRun && report.refused.length === 0) this.inForce.tell('The file is taken over.');
    } catch (error) {
      this.problem.set(toProblem(error));
    } finally {
      this.busy.set(false);
    }
  }
}
