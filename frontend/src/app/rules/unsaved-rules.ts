import { inject } from '@angular/core';
import type { CanDeactivateFn } from '@angular/router';
import { Confirmation } from '../dialogs/confirm';
import type { RuleList } from './rule-list';

/** Asks before changes that are not saved are lost. */
export const unsavedRules: CanDeactivateFn<RuleList> = (list) => {
  if (!list.changed()) return true;
  return inject(Confirmation).ask({
    title: 'Leave without saving the rules?',
    goes: ['What you changed in the list since it was saved'],
    stays: 'The rules that are in force stay as they are.',
    action: 'Leave',
    run: () => Promise.resolve(),
  });
};
