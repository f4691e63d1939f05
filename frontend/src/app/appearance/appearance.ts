import { DOCUMENT, inject, Service, signal } from '@angular/core';

export type Theme = 'light' | 'dark' | 'system';
export type Density = 'comfortable' | 'compact';

const THEME = 'spectacles-theme';
const DENSITY = 'spectacles-density';
const RAIL = 'spectacles-rail';

/** How the console looks on this device; kept in the browser. */
@Service()
export class Appearance {
  private readonly root = inject(DOCUMENT).documentElement;
  readonly theme = signal<Theme>(storedTheme());
  readonly density = signal<Density>(localStorage.getItem(DENSITY) === 'compact' ? 'compact' : 'comfortable');

  /** Whether the pages at the side are icons alone. */
  readonly railCollapsed = signal(localStorage.getItem(RAIL) === 'icons');

  apply(): void {
    this.root.dataset['theme'] = this.theme();
    this.root.dataset['density'] = this.density();
  }

  chooseTheme(theme: Theme): void {
    this.theme.set(theme);
    localStorage.setItem(THEME, theme);
    this.apply();
  }

  chooseDensity(density: Density): void {
    this.density.set(density);
    localStorage.setItem(DENSITY, density);
    this.apply();
  }

  collapseRail(collapsed: boolean): void {
    this.railCollapsed.set(collapsed);
    localStorage.setItem(RAIL, collapsed ? 'icons' : 'names');
  }
}

function storedTheme(): Theme {
  const stored = localStorage.getItem(THEME);
  return stored === 'light' || stored === 'dark' ? stored : 'system';
}
