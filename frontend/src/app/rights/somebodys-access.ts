import { Component, inject, input } from '@angular/core';
import { listAccess } from '@spectacles/contracts';
import { ConsoleClient } from '../api/console-client';
import { EmptyState } from '../feedback/empty-state';
import { LoadState } from '../feedback/load-state';
import { ListFilter } from '../paging/list-filter';
import { Pager } from '../paging/pager';
import { AccessTable } from './access-table';

export type Somebody = { readonly userId: string } | { readonly groupId: string } | { readonly robotId: string };

/** What one person, group or robot may do, and where; filter and page are in the address. */
@Component({
  selector: 'app-somebodys-access',
  imports: [AccessTable, EmptyState, ListFilter, LoadState, Pager],
  template: `
    <section class="card" [attr.aria-label]="heading()">
      <div class="card-head">
        <div>
          <h2>{{ heading() }}</h2>
          <p class="quiet">{{ sentence() }}</p>
        </div>
      </div>
      @if (access.value(); as page) {
        @if (page.items.length > 0 || q()) {
          <div class="list-bar"><app-list-filter label="Filter by path" [value]="q()" /></div>
        }
        @if (page.items.length > 0) {
          <app-access-table [about]="who() === null ? 'me' : 'somebody'" [lines]="page.items" />
        } @else if (q()) {
          <app-empty-state heading="Nothing matches" sentence="No place with this in its path." />
        } @else {
          <app-empty-state heading="No rights anywhere" [sentence]="none()"><ng-content /></app-empty-state>
        }
        <app-pager what="rights" [cursor]="cursor()" [next]="page.next" />
      } @else {
        <app-load-state [of]="access" [rows]="4" />
      }
    </section>
  `,
})
export class SomebodysAccess {
  readonly heading = input.required<string>();
  readonly sentence = input.required<string>();
  /** What is said where there is nothing, and what to do about it. */
  readonly none = input.required<string>();
  /** Without it: the person who looks. */
  readonly who = input<Somebody | null>(null);
  readonly q = input<string>();
  readonly cursor = input<string>();
  protected readonly access = inject(ConsoleClient).read(listAccess, () => ({
    query: { ...this.who(), q: this.q(), cursor: this.cursor() },
  }));
}
