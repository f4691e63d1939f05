import { Component, inject, input } from '@angular/core';
import { listAccess } from '@spectacles/contracts';
import { ConsoleClient } from '../api/console-client';
import { EmptyState } from '../feedback/empty-state';
import { LoadState } from '../feedback/load-state';
import { ListFilter } from '../paging/list-filter';
import { Pager } from '../paging/pager';
import { AccessTable } from '../rights/access-table';

/** Everybody who can do something in a namespace, and from where: also what no entry here says. */
@Component({
  selector: 'app-who-can',
  imports: [AccessTable, EmptyState, ListFilter, LoadState, Pager],
  template: `
    <section class="card" aria-labelledby="who-heading">
      <div class="card-head">
        <div>
          <h2 id="who-heading">Who can do what here in the end</h2>
          <p class="quiet">Also by a group, as a member, by a default of the registry, or from a namespace above.</p>
        </div>
      </div>
      @if (access.value(); as page) {
        @if (page.items.length > 0 || q()) {
          <div class="list-bar"><app-list-filter label="Filter by name" [value]="q()" /></div>
        }
        @if (page.items.length > 0) {
          <app-access-table about="place" [lines]="page.items" />
        } @else if (q()) {
          <app-empty-state heading="Nobody is called that" sentence="Try a shorter part of the name." />
        } @else {
          <app-empty-state heading="Nobody" sentence="Only administrators can do anything here. Give access above." />
        }
        <app-pager what="people with access" [cursor]="cursor()" [next]="page.next" />
      } @else {
        <app-load-state [of]="access" [rows]="4" />
      }
    </section>
  `,
})
export class WhoCan {
  readonly namespaceId = input.required<string>();
  readonly q = input<string>();
  readonly cursor = input<string>();
  /** Changes when entries do, so that this is asked again. */
  readonly entries = input<unknown>();
  protected readonly access = inject(ConsoleClient).read(listAccess, () => {
    this.entries();
    return { query: { namespaceId: this.namespaceId(), q: this.q(), cursor: this.cursor() } };
  });
}
