import { Component, computed, effect, inject, input } from '@angular/core';
import { LoadState } from '../feedback/load-state';
import { SessionStore } from '../session/session-store';
import { PageHeader } from '../shell/page-header';
import { PageTabs } from '../shell/page-tabs';
import { CurrentGroup } from './current-group';

const members = { path: '.', label: 'Members', exact: true };
const access = { path: 'access', label: 'What it may do', exact: false };
const settings = { path: 'settings', label: 'Settings', exact: false };

@Component({
  selector: 'app-group-page',
  imports: [LoadState, PageHeader, PageTabs],
  providers: [CurrentGroup],
  template: `
    @if (group.value(); as group) {
      <app-page-header [heading]="group.name" [crumbs]="[{ label: 'Groups', link: '/groups' }]">
        @if (group.description) {
          <p>{{ group.description }}</p>
        }
        <p>
          {{ group.memberCount === 1 ? '1 member' : group.memberCount + ' members' }} ·
          {{ group.ownRole ? 'you are a ' + group.ownRole : 'you are not in it' }}
        </p>
      </app-page-header>
      <app-page-tabs [tabs]="tabs()" label="About this group" />
    } @else {
      <app-load-state [of]="group" [rows]="5" />
    }
  `,
})
export class GroupPage {
  private readonly current = inject(CurrentGroup);
  readonly id = input.required<string>();
  protected readonly group = this.current.group;
  private readonly administrator = inject(SessionStore).administrator;
  protected readonly tabs = computed(() => [
    members,
    ...(this.administrator() ? [access] : []),
    ...(this.group.value()?.manageable === true ? [settings] : []),
  ]);

  constructor() {
    effect(() => {
      this.current.id.set(this.id());
    });
  }
}
