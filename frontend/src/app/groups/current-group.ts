import { inject, Service, signal } from '@angular/core';
import { readGroup } from '@spectacles/contracts';
import { ConsoleClient } from '../api/console-client';

/** The group that the page and its tabs are about. */
@Service({ autoProvided: false })
export class CurrentGroup {
  readonly id = signal<string | undefined>(undefined);
  readonly group = inject(ConsoleClient).read(readGroup, () => {
    const id = this.id();
    return id === undefined ? undefined : { params: { id } };
  });
}
