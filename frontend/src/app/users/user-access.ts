import { Component, computed, inject, input } from '@angular/core';
import { SomebodysAccess } from '../rights/somebodys-access';
import { CurrentUser } from './current-user';

/** What a user may do in the end, and from where each right comes. */
@Component({
  selector: 'app-user-access',
  imports: [SomebodysAccess],
  template: `
    @if (who(); as who) {
      <app-somebodys-access
        heading="Effective access"
        sentence="What the registry lets them do, whatever it comes from."
        none="Give them a right in a namespace, or take them into a group that has one."
        [who]="who"
        [q]="q()"
        [cursor]="cursor()"
      />
    }
  `,
})
export class UserAccess {
  private readonly user = inject(CurrentUser).user;
  readonly q = input<string>();
  readonly cursor = input<string>();
  protected readonly who = computed(() => {
    const userId = this.user.value()?.id;
    return userId === undefined ? null : { userId };
  });
}
