import { inject, Service, signal } from '@angular/core';
import type { CanDeactivateFn } from '@angular/router';
import { Confirmation } from '../dialogs/confirm';

/** Whether a secret is on the screen that nobody has said to have stored. */
@Service()
export class ShownSecret {
  readonly unsaved = signal(false);
}

/** Asks before the only sight of a secret is left. */
export const asksForSecret: CanDeactivateFn<unknown> = async () => {
  const shown = inject(ShownSecret);
  const confirmation = inject(Confirmation);
  if (!shown.unsaved()) return true;
  const left = await confirmation.ask({
    title: 'Leave without the secret?',
    goes: ['The secret: it is shown here, once, and stored nowhere'],
    stays: 'What it belongs to stays; without its secret it is of no use. Make another one then.',
    action: 'Leave',
    run: () => Promise.resolve(),
  });
  if (left) shown.unsaved.set(false);
  return left;
};
