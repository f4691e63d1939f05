import { Component, computed, inject, input } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { RouterLink } from '@angular/router';
import { SomebodysAccess } from '../rights/somebodys-access';
import { CurrentGroup } from './current-group';

@Component({
  selector: 'app-group-access',
  imports: [MatButton, RouterLink, SomebodysAccess],
  template: `
    @if (who(); as who) {
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
  readonly q = input<string>();
  readonly cursor = input<string>();
  protected readonly who = computed(() => {
    const groupId = this.group.value()?.id;
    return groupId === undefined ? null : { groupId };
  });
}
