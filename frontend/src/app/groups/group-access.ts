import { Component, computed, inject, input } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { RouterLink } from '@angular/router';
import { EmptyState } from '../feedback/empty-state';
import { SomebodysAccess } from '../rights/somebodys-access';
import { SessionStore } from '../session/session-store';
import { CurrentGroup } from './current-group';

@Component({
  selector: 'app-group-access',
  imports: [EmptyState, MatButton, RouterLink, SomebodysAccess],
  template: `
    @if (!administrator()) {
      <section class="card">
        <app-empty-state
          heading="Administrators see what a group may do"
          sentence="What you may do yourself, also through this group, is on your own page."
        >
          <a matButton="filled" routerLink="/me/access">What I can do</a>
        </app-empty-state>
      </section>
    } @else if (who(); as who) {
      <app-somebodys-access
        heading="What the group may do"
        sentence="Rights are given on the page of the namespace they are for."
        none="Open a namespace, then its tab Access, and give the group a right there."
        [who]="who"
        [q]="q()"
        [cursor]="cursor()"
      >
        <a matButton="outlined" routerLink="/namespaces">Choose a namespace</a>
      </app-somebodys-access>
    }
  `,
})
export class GroupAccess {
  private readonly group = inject(CurrentGroup).group;
  protected readonly administrator = inject(SessionStore).administrator;
  readonly q = input<string>();
  readonly cursor = input<string>();
  protected readonly who = computed(() => {
    const groupId = this.group.value()?.id;
    return groupId === undefined ? null : { groupId };
  });
}
