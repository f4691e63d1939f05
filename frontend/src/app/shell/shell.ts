import { BreakpointObserver } from '@angular/cdk/layout';
import {
  afterRenderEffect,
  Component,
  computed,
  effect,
  inject,
  linkedSignal,
  type Signal,
  viewChild,
} from '@angular/core';
import { toSignal } from '@angular/core/rxjs-interop';
import { MatIconButton } from '@angular/material/button';
import { MatIcon } from '@angular/material/icon';
import { MatSidenav, MatSidenavContainer, MatSidenavContent } from '@angular/material/sidenav';
import { RouterOutlet } from '@angular/router';
import { map } from 'rxjs';
import { Appearance } from '../appearance/appearance';
import { PageFocus } from './page-focus';
import { PersonMenu } from './person-menu';
import { Rail } from './rail';
import { SearchBox } from './search-box';

const NARROW = '(max-width: 839px)';
/** Room for the page and for icons at its side, but hardly for words. */
const MEDIUM = '(min-width: 840px) and (max-width: 1100px)';

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
  private readonly appearance = inject(Appearance);
  protected readonly narrow = matches(NARROW);
  private readonly medium = matches(MEDIUM);
  /** In the middle the rail is small by itself, and opened there for the moment only. */
  private readonly small = linkedSignal(() => this.medium() || this.appearance.railCollapsed());
  protected readonly collapsed = computed(() => this.small() && !this.narrow());
  private readonly frame = viewChild.required(MatSidenavContainer);
  private readonly content = viewChild.required(MatSidenavContent);

  constructor() {
    const { path } = inject(PageFocus);
    effect(() => {
      path();
      this.content().scrollTo({ top: 0 }); // The content scrolls, not the window, so the router cannot do it.
    });
    afterRenderEffect(() => {
      this.collapsed();
      this.frame().updateContentMargins(); // It measures its side only when that opens or closes.
    });
  }

  protected collapse(collapsed: boolean): void {
    if (this.medium()) this.small.set(collapsed);
    else this.appearance.collapseRail(collapsed);
  }

  protected skipTo(main: HTMLElement): void {
    main.focus();
  }
}

function matches(query: string): Signal<boolean> {
  return toSignal(
    inject(BreakpointObserver)
      .observe(query)
      .pipe(map((state) => state.matches)),
    { initialValue: false },
  );
}
