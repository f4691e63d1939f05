import { inject, Service, signal } from '@angular/core';
import { readNamespace } from '@spectacles/contracts';
import { ConsoleClient } from '../api/console-client';

/** The namespace that the page and its tabs are about. */
@Service({ autoProvided: false })
export class CurrentNamespace {
  readonly id = signal<string | undefined>(undefined);
  readonly namespace = inject(ConsoleClient).read(readNamespace, () => {
    const id = this.id();
    return id === undefined ? undefined : { params: { id } };
  });
}
