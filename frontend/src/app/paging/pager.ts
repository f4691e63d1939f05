import { Component, input } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { type Params, RouterLink } from '@angular/router';

/** Goes through a list by cursor. The cursor is in the address, so "back" is the page before. */
@Component({
  selector: 'app-pager',
  imports: [MatButton, RouterLink],
  template: `
    @if (next() !== null || cursor() !== undefined) {
      <nav class="list-foot" [attr.aria-label]="'Pages of ' + what()">
        <span>{{ cursor() === undefined ? 'First page' : 'Further on' }}</span>
        <span class="row">
          @if (cursor() !== undefined) {
            <a matButton [routerLink]="[]" [queryParams]="to(null)" queryParamsHandling="merge">First page</a>
          }
          @if (next(); as cursor) {
            <a matButton="outlined" [routerLink]="[]" [queryParams]="to(cursor)" queryParamsHandling="merge"
              >Next page</a
            >
          }
        </span>
      </nav>
    }
  `,
})
export class Pager {
  readonly what = input.required<string>();
  readonly cursor = input.required<string | undefined>();
  readonly next = input.required<string | null>();
  /** Its name in the address, where a page has two lists. */
  readonly parameter = input('cursor');

  protected to(cursor: string | null): Params {
    return { [this.parameter()]: cursor };
  }
}
