import { Component, computed, input } from '@angular/core';
import type { ConsoleRoute } from '@spectacles/contracts';
import type { LoadedValue } from '../api/loaded-value';
import { EmptyState } from '../feedback/empty-state';
import { LoadState } from '../feedback/load-state';
import { PageHeader } from '../shell/page-header';
import { ClearFilters } from './clear-filters';
import { ExportLinks } from './export-links';
import { Pager } from './pager';

/** What is said where a log has nothing to show. */
export interface LogWords {
  readonly noMatch: string;
  readonly noneYet: string;
  readonly howItBegins: string;
}

/** A page with a log on it, newest first: its filters (`filters`), the table, and a file of what is filtered. */
@Component({
  selector: 'app-log-page',
  imports: [ClearFilters, EmptyState, ExportLinks, LoadState, PageHeader, Pager],
  template: `
    <app-page-header [heading]="heading()">{{ sentence() }}</app-page-header>
    <section class="card" [attr.aria-label]="heading()">
      @if (log().value(); as page) {
        <div class="list-bar">
          <ng-content select="[filters]" />
          @if (filtered()) {
            <app-clear-filters [about]="linked()" />
          }
          <app-export-links [route]="exportRoute()" [filters]="filters()" />
        </div>
        @if (page.items.length > 0) {
          <ng-content />
        } @else if (filtered()) {
          <app-empty-state heading="Nothing matches" [sentence]="words().noMatch" />
        } @else {
          <app-empty-state [heading]="words().noneYet" [sentence]="words().howItBegins" />
        }
        <app-pager [what]="heading()" [cursor]="cursor()" [next]="page.next" />
      } @else {
        <app-load-state [of]="log()" [rows]="8" />
      }
    </section>
  `,
})
export class LogPage {
  readonly heading = input.required<string>();
  readonly sentence = input.required<string>();
  readonly words = input.required<LogWords>();
  readonly log = input.required<LoadedValue<{ readonly items: readonly unknown[]; readonly next: string | null }>>();
  readonly exportRoute = input.required<ConsoleRoute>();
  readonly filters = input.required<Readonly<Record<string, string | undefined>>>();
  /** Filters that only links set; they are named, so that nobody wonders what is missing. */
  readonly linked = input.required<readonly string[]>();
  readonly cursor = input.required<string | undefined>();
  protected readonly filtered = computed(() => Object.values(this.filters()).some((value) => value !== undefined));
}
