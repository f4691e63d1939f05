import { inject, Service, signal } from '@angular/core';
import { readRegistry } from '@spectacles/contracts';
import { ConsoleClient } from '../api/console-client';

/** The registry that the page and its tabs are about. */
@Service({ autoProvided: false })
export class CurrentRegistry {
  readonly id = signal<string | undefined>(undefined);
  readonly registry = inject(ConsoleClient).read(readRegistry, () => {
    const id = this.id();
    return id === undefined ? undefined : { params: { id } };
  });
}
