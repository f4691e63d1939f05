import { signal } from '@angular/core';

/** The one row of a list that is unfolded. */
export class OpenRow {
  readonly id = signal<string | null>(null);

  toggle(id: string): void {
    this.id.update((open) => (open === id ? null : id));
  }
}
