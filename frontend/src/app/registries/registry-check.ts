import { Component, computed, effect, inject, signal, untracked } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { MatIcon } from '@angular/material/icon';
import { MatProgressBar } from '@angular/material/progress-bar';
import { RouterLink } from '@angular/router';
import { checkRegistry, type CheckReport } from '@spectacles/contracts';
import { ConsoleClient } from '../api/console-client';
import { type ApiProblem, toProblem } from '../api/problem';
import { ProblemNote } from '../feedback/problem-note';
import { CheckResults } from './check-results';
import { CurrentRegistry } from './current-registry';

/** Tests the connection when it is opened, and again on request. */
@Component({
  selector: 'app-registry-check',
  imports: [CheckResults, MatButton, MatIcon, MatProgressBar, ProblemNote, RouterLink],
  template: `
    <section class="card" aria-labelledby="check-heading">
      <div class="card-head">
        <h2 id="check-heading">Connection test</h2>
        <button matButton="outlined" type="button" [disabled]="running()" (click)="run()">
          <mat-icon svgIcon="refresh" />Test again
        </button>
      </div>
      <div aria-live="polite">
        @if (running()) {
          <div class="body">
            <mat-progress-bar mode="indeterminate" aria-label="Testing the connection" />
            <p class="quiet">Asking the registry…</p>
          </div>
        }
        @if (problem(); as problem) {
          <div class="body"><app-problem-note [problem]="problem" [retryable]="true" (retry)="run()" /></div>
        }
        @if (report(); as report) {
          <p class="body">
            @if (failed() === 0) {
              <b>Everything that was tried is fine.</b>
            } @else {
              <b>{{ failed() === 1 ? 'One thing is wrong.' : failed() + ' things are wrong.' }}</b>
              Most are mended by pasting the <a routerLink="../configuration">configuration</a> and restarting the
              registry.
            }
          </p>
          <app-check-results [report]="report" />
        }
      </div>
    </section>
  `,
  styles: `
    .body {
      display: block;
      padding: 14px 16px;
    }
    .body p {
      margin-top: 10px;
    }
  `,
})
export class RegistryCheck {
  private readonly client = inject(ConsoleClient);
  private readonly id = inject(CurrentRegistry).id;
  protected readonly running = signal(false);
  protected readonly report = signal<CheckReport | null>(null);
  protected readonly problem = signal<ApiProblem | null>(null);
  protected readonly failed = computed(
    () => this.report()?.results.filter(({ outcome }) => outcome === 'failed').length ?? 0,
  );

  constructor() {
    effect(() => {
      if (this.id() !== undefined) untracked(() => void this.run());
    });
  }

  protected async run(): Promise<void> {
    const id = this.id();
    if (id === undefined) return;
    this.running.set(true);
    this.problem.set(null);
    try {
      this.report.set(await this.client.send(checkRegistry, { params: { id } }));
    } catch (error) {
      this.problem.set(toProblem(error));
    } finally {
      this.running.set(false);
    }
  }
}
