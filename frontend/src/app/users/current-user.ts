import { inject, Service, signal } from '@angular/core';
import { readUser } from '@spectacles/contracts';
import { ConsoleClient } from '../api/console-client';

/** The user that the page and its tabs are about. */
@Service({ autoProvided: false })
export class CurrentUser {
  readonly id = signal<string | undefined>(undefined);
  readonly user = inject(ConsoleClient).read(readUser, () => {
    const id = this.id();
    return id === undefined ? undefined : { params: { id } };
  });
}
