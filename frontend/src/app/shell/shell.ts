import { BreakpointObserver } from '@angular/cdk/layout';
import { Component, effect, inject, viewChild } from '@angular/core';
import { toSignal } from '@angular/core/rxjs-interop';
import { MatIconButton } from '@angular/material/button';
import { MatIcon } from '@angular/material/icon';
import { MatSidenav, MatSidenavContainer, MatSidenavContent } from '@angular/material/sidenav';
import { RouterOutlet } from '@angular/router';
import { map } from 'rxjs';
import { PageFocus } from './page-focus';
import { PersonMenu } from './person-menu';
import { Rail } from './rail';
import { SearchBox } from './search-box';

const NARROW = '(max-width: 839px)';

/** The frame around every page of a signed-in person. */
@Component({
  selector: 'app-shell',
  imports: [
    MatIcon,
    MatIconButton,
    MatSidenav,
    MatSidenavContainer,
    MatSidenavContent,
    PersonMenu,
    Rail,
    RouterOutlet,
    SearchBox,
  ],
  templateUrl: './shell.html',
  styleUrl: './shell.scss',
})
export class Shell {
  protected readonly narrow = toSignal(
    inject(BreakpointObserver)
      .observe(NARROW)
      .pipe(map(({ matches }) => matches)),
    { initialValue: false },
  );

  private readonly content = viewChild.required(MatSidenavContent);

  constructor() {
    const { path } = inject(PageFocus);
    effect(() => {
      path();
      this.content().scrollTo({ top: 0 }); // The content scrolls, not the window, so the router cannot do it.
    });
  }

  protected skipTo(main: HTMLElement): void {
    main.focus();
  }
}
