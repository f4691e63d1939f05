import { Component, inject, input } from '@angular/core';
import { listSweeps } from '@spectacles/contracts';
import { ConsoleClient } from '../api/console-client';
import { SweepState } from './sweep-state';

/** The newest sweep of one registry, for lists. */
@Component({
  selector: 'app-last-sweep',
  imports: [SweepState],
  template: `
    @if (sweeps.value(); as page) {
      <app-sweep-state [sweep]="page.items[0] ?? null" />
    } @else if (sweeps.problem()) {
      <span class="quiet">unknown</span>
    }
  `,
})
export class LastSweep {
  readonly registryId = input.required<string>();
  protected readonly sweeps = inject(ConsoleClient).read(listSweeps, () => ({
    params: { id: this.registryId() },
    query: { limit: 1 },
  }));
}
