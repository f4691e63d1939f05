import { DOCUMENT, inject, Service, signal } from '@angular/core';

export type Theme = 'light' | 'dark' | 'system';
export type Density = 'comfortable' | 'compact';

const THEME = 'spectacles-theme';
const DENSITY = 'spectacles-density';

/** How the console looks on this device; kept in the browser. */
@Service()
export class Appearance {
  private readonly root = inject(DOCUMENT).documentElement;
  readonly theme = signal<Theme>(storedTheme());
  readonly density = signal<Density>(localStorage.getItem(DENSITY) === 'compact' ? 'compact' : 'comfortable');

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
}

function storedTheme(): Theme {
  const stored = localStorage.getItem(THEME);
  return stored === 'light' || stored === 'dark' ? stored : 'system';
}
