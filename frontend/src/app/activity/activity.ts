import { Component, computed, inject, input } from '@angular/core';
import { exportActivity, listActivity } from '@spectacles/contracts';
import { ConsoleClient } from '../api/console-client';
import { EmptyState } from '../feedback/empty-state';
import { LoadState } from '../feedback/load-state';
import { RegistryFilter } from '../namespaces/registry-filter';
import { ChoiceFilter } from '../paging/choice-filter';
import { ClearFilters } from '../paging/clear-filters';
import { ExportLinks } from '../paging/export-links';
import { ListFilter } from '../paging/list-filter';
import { Pager } from '../paging/pager';
import { TextFilter } from '../paging/text-filter';
import { sinceOf, withinChoices } from '../paging/within';
import { SessionStore } from '../session/session-store';
import { PageHeader } from '../shell/page-header';
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
  imports: [
    ActivityTable,
    ChoiceFilter,
    ClearFilters,
    EmptyState,
    ExportLinks,
    ListFilter,
    LoadState,
    PageHeader,
    Pager,
    RegistryFilter,
    TextFilter,
  ],
  template: `
    <app-page-header heading="Activity">
      {{
        administrator()
          ? 'Who changed what, when, and from where.'
          : 'What you changed, and what was changed in the namespaces that you run.'
      }}
    </app-page-header>
    <section class="card" aria-label="Activity">
      @if (activity.value(); as page) {
        <div class="list-bar">
          <app-list-filter label="Filter by name" [value]="q()" />
          <app-text-filter name="address" label="Address" [value]="address()" />
          <app-registry-filter [value]="registryId()" />
          <app-choice-filter name="action" label="Action" [choices]="actions()" [value]="action()" />
          <app-choice-filter name="within" label="How far back" [choices]="withins" [value]="within()" />
          @if (filtered()) {
            <app-clear-filters [about]="linked()" />
          }
          <app-export-links [route]="exportRoute" [filters]="filters()" />
        </div>
        @if (page.items.length > 0) {
          <app-activity-table [activity]="page.items" />
        } @else if (filtered()) {
          <app-empty-state
            heading="Nothing matches"
            sentence="No change in the log has all of this. Take a filter away."
          />
        } @else {
          <app-empty-state
            heading="Nothing yet"
            sentence="Whatever you change here is written down, and appears here."
          />
        }
        <app-pager what="activity" [cursor]="cursor()" [next]="page.next" />
      } @else {
        <app-load-state [of]="activity" [rows]="8" />
      }
    </section>
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
  protected readonly filtered = computed(() => Object.values(this.filters()).some((value) => value !== undefined));
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
