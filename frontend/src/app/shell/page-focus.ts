import { afterNextRender, Directive, ElementRef, inject, Service, signal } from '@angular/core';
import { takeUntilDestroyed } from '@angular/core/rxjs-interop';
import { NavigationEnd, Router } from '@angular/router';
import { filter } from 'rxjs';

/** After a change of page the focus goes to the new page's heading, also where that is drawn only once data came. */
@Service()
export class PageFocus {
  private pending = false;
  private readonly current = signal<string | null>(null);
  /** The path of the page, without its filters. */
  readonly path = this.current.asReadonly();

  constructor() {
    inject(Router)
      .events.pipe(
        filter((event) => event instanceof NavigationEnd),
        takeUntilDestroyed(),
      )
      .subscribe((event) => {
        const path = event.urlAfterRedirects.split('?')[0] ?? '';
        this.pending = this.current() !== null && this.current() !== path;
        this.current.set(path);
      });
  }

  /** Whether the heading that asks is the first one since the page changed. */
  claim(): boolean {
    const claimed = this.pending;
    this.pending = false;
    return claimed;
  }
}

/** The one heading of a page. */
@Directive({ selector: 'h1[appPageHeading]', host: { tabindex: '-1' } })
export class PageHeading {
  constructor() {
    const focus = inject(PageFocus);
    const heading = inject<ElementRef<HTMLElement>>(ElementRef).nativeElement;
    afterNextRender(() => {
      if (focus.claim()) heading.focus({ preventScroll: true });
    });
  }
}
