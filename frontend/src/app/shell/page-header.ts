import { Component, effect, inject, input } from '@angular/core';
import { RouterLink } from '@angular/router';
import { PageHeading } from './page-focus';
import { PageTitles } from './page-titles';

export interface Crumb {
  readonly label: string;
  readonly link?: string | readonly unknown[];
  readonly query?: Readonly<Record<string, string>>;
}

/** Where I am, what it is, what I can do. */
@Component({
  selector: 'app-page-header',
  imports: [PageHeading, RouterLink],
  template: `
    @if (crumbs().length > 0) {
      <nav aria-label="Where you are">
        <ol>
          @for (crumb of crumbs(); track $index) {
            <li>
              @if (crumb.link) {
                <a [routerLink]="crumb.link" [queryParams]="crumb.query">{{ crumb.label }}</a>
              } @else {
                {{ crumb.label }}
              }
              <span aria-hidden="true">&nbsp;/</span>
            </li>
          }
        </ol>
      </nav>
    }
    <div class="head">
      <div class="what">
        <h1 appPageHeading>{{ heading() }}</h1>
        <div class="line"><ng-content /></div>
      </div>
      <div class="actions"><ng-content select="[action]" /></div>
    </div>
  `,
  styles: `
    :host {
      display: block;
      margin-bottom: 20px;
    }
    ol {
      display: flex;
      flex-wrap: wrap;
      gap: 4px;
      margin-bottom: 6px;
      color: var(--quiet);
    }
    ol a {
      color: var(--quiet);
    }
    .head {
      display: flex;
      align-items: flex-start;
      gap: 16px;
    }
    .what {
      flex: 1;
      min-width: 0;
    }
    .line {
      margin-top: 2px;
      color: var(--quiet);
    }
    .actions {
      display: flex;
      flex: none;
      gap: 8px;
    }
    .actions:empty {
      display: none;
    }
    @media (max-width: 599px) {
      .head {
        flex-wrap: wrap;
      }
      .what {
        flex-basis: 100%;
      }
    }
  `,
})
export class PageHeader {
  private readonly titles = inject(PageTitles);
  readonly heading = input.required<string>();
  readonly crumbs = input<readonly Crumb[]>([]);

  constructor() {
    effect(() => {
      this.titles.name(this.heading());
    });
  }
}
