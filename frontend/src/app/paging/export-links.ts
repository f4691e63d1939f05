import { Component, computed, input } from '@angular/core';
import type { ConsoleRoute } from '@spectacles/contracts';
import { addressOf } from '../api/console-client';

/** The list with its filters, as a file. */
@Component({
  selector: 'app-export-links',
  template: `
    <span class="row">
      <span class="quiet">Export</span>
      <a [href]="csv()" download>CSV</a>
      <a [href]="jsonl()" download>JSON lines</a>
    </span>
  `,
})
export class ExportLinks {
  readonly route = input.required<ConsoleRoute>();
  readonly filters = input.required<Readonly<Record<string, string | undefined>>>();
  protected readonly csv = computed(() => this.address('csv'));
  protected readonly jsonl = computed(() => this.address('jsonl'));

  private address(format: string): string {
    const query = new URLSearchParams({ format });
    for (const [name, value] of Object.entries(this.filters())) {
      if (value !== undefined && value !== '') query.set(name, value);
    }
    return `${addressOf(this.route(), {})}?${query.toString()}`;
  }
}
