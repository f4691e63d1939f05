import { Component, computed, effect, inject, input, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { MatIcon } from '@angular/material/icon';
import { MatProgressBar } from '@angular/material/progress-bar';
import { listSweeps, startSweep } from '@spectacles/contracts';
import { ConsoleClient } from '../api/console-client';
import { type ApiProblem, toProblem } from '../api/problem';
import { LoadState } from '../feedback/load-state';
import { ProblemNote } from '../feedback/problem-note';
import { TimeAgo } from '../figures/time-ago';
import { SweepState } from './sweep-state';

const BUSY_MS = 1000;
const IDLE_MS = 10_000;

/** The last sweep of a registry, with the numbers of a running one, and a button that starts one. */
@Component({
  selector: 'app-sweep-panel',
  imports: [LoadState, MatButton, MatIcon, MatProgressBar, ProblemNote, SweepState, TimeAgo],
  templateUrl: './sweep-panel.html',
  styles: `
    .body {
      display: grid;
      gap: 14px;
      padding: 16px;
    }
    app-problem-note {
      display: block;
      margin: 16px 16px 0;
    }
  `,
})
export class SweepPanel {
  private readonly client = inject(ConsoleClient);
  readonly registryId = input.required<string>();
  protected readonly sweeps = this.client.read(listSweeps, () => ({
    params: { id: this.registryId() },
    query: { limit: 1 },
  }));
  protected readonly sweep = computed(() => this.sweeps.value()?.items[0] ?? null);
  protected readonly running = computed(() => this.sweep()?.state === 'running');
  protected readonly starting = signal(false);
  protected readonly problem = signal<ApiProblem | null>(null);
  protected readonly percent = computed(() => {
    const sweep = this.sweep();
    const total = sweep?.repositoriesTotal ?? 0;
    return sweep === null || total === 0 ? 0 : (100 * sweep.repositoriesDone) / total;
  });

  constructor() {
    effect((onCleanup) => {
      if (this.sweeps.value() === undefined) return;
      const timer = setTimeout(
        () => {
          this.sweeps.reload();
        },
        this.running() ? BUSY_MS : IDLE_MS,
      );
      onCleanup(() => {
        clearTimeout(timer);
      });
    });
  }

  protected async start(): Promise<void> {
    this.starting.set(true);
    this.problem.set(null);
    try {
      const sweep = await this.client.send(startSweep, { params: { id: this.registryId() } });
      this.sweeps.replace({ items: [sweep], next: null });
    } catch (error) {
      this.problem.set(toProblem(error));
    } finally {
      this.starting.set(false);
    }
  }
}
