import { Component, computed, inject, input } from '@angular/core';
import { exportActivity, listActivity } from '@spectacles/contracts';
import { ConsoleClient } from '../api/console-client';
import { RegistryFilter } from '../namespaces/registry-filter';
import { ChoiceFilter } from '../paging/choice-filter';
import { ListFilter } from '../paging/list-filter';
import { LogPage, type LogWords } from '../paging/log-page';
import { TextFilter } from '../paging/text-filter';
import { sinceOf, withinChoices } from '../paging/within';
import { SessionStore } from '../session/session-store';
import { ActivityTable } from './activity-table';

const actionChoices = [
  { value: '', words: 'Every action' },
  { value: 'grant', words: 'Rights' },
  { value: 'group', words: 'Groups' },
  { value: 'namespace', words: 'Namespaces' },
  { value: 'robot', words: 'Robots' },
  { value: 'token', words: 'Tokens' },
  { value: 'session', words: 'Sessions' },
  { value: 'user', words: 'Users' },
  { value: 'rules', words: 'Rules' },
  { value: 'import', words: 'Imports' },
  { value: 'registry', words: 'Registries' },
  { value: 'settings', words: 'Settings' },
];

/** Who changed what, newest first; the filters are the address. */
@Component({
  selector: 'app-activity',
  imports: [ActivityTable, ChoiceFilter, ListFilter, LogPage, RegistryFilter, TextFilter],
  template: `
    <app-log-page
      heading="Activity"
      [sentence]="
        administrator()
          ? 'Who changed what, when, and from where.'
          : 'What you changed, and what was changed in the namespaces that you run.'
      "
      [words]="words"
      [log]="activity"
      [exportRoute]="exportRoute"
      [filters]="filters()"
      [linked]="linked()"
      [cursor]="cursor()"
    >
      <ng-container ngProjectAs="[filters]">
        <app-list-filter label="Filter by name" [value]="q()" />
        <app-text-filter name="address" label="Address" [value]="address()" />
        <app-registry-filter [value]="registryId()" />
        <app-choice-filter name="action" label="Action" [choices]="actions()" [value]="action()" />
        <app-choice-filter name="within" label="How far back" [choices]="withins" [value]="within()" />
      </ng-container>
      <app-activity-table [activity]="activity.value()?.items ?? []" />
    </app-log-page>
  `,
})
export class Activity {
  readonly registryId = input<string>();
  readonly namespaceId = input<string>();
  readonly actorId = input<string>();
  readonly action = input<string>();
  readonly objectId = input<string>();
  readonly q = input<string>();
  readonly address = input<string>();
  readonly within = input<string>();
  readonly since = input<string>();
  readonly until = input<string>();
  readonly cursor = input<string>();
  protected readonly administrator = inject(SessionStore).administrator;
  protected readonly withins = withinChoices;
  protected readonly exportRoute = exportActivity;
  protected readonly words: LogWords = {
    noMatch: 'No change in the log has all of this. Take a filter away.',
    noneYet: 'Nothing yet',
    howItBegins: 'Whatever you change here is written down, and appears here.',
  };
  /** With the one of a link, which may be narrower than ours. */
  protected readonly actions = computed(() => {
    const asked = this.action();
    if (asked === undefined || actionChoices.some(({ value }) => value === asked)) return actionChoices;
    return [...actionChoices, { value: asked, words: asked }];
  });
  /** Once for a choice, so that the pages of one list begin at the same moment. */
  private readonly from = computed(() => this.since() ?? sinceOf(this.within(), new Date()));
  protected readonly filters = computed(() => ({
    registryId: this.registryId(),
    namespaceId: this.namespaceId(),
    actorId: this.actorId(),
    action: this.action(),
    objectId: this.objectId(),
    q: this.q(),
    address: this.address(),
    since: this.from(),
    until: this.until(),
  }));
  protected readonly linked = computed(() =>
    [
      this.namespaceId() === undefined ? '' : 'one namespace',
      this.actorId() === undefined ? '' : 'one actor',
      this.objectId() === undefined ? '' : 'one object',
      this.since() === undefined && this.until() === undefined ? '' : 'a stretch of time',
    ].filter((words) => words !== ''),
  );
  protected readonly activity = inject(ConsoleClient).read(listActivity, () => ({
    query: { ...this.filters(), cursor: this.cursor() },
  }));
}
