import { Component, computed, inject } from '@angular/core';
import { MatIcon } from '@angular/material/icon';
import { MatMenu, MatMenuItem, MatMenuTrigger } from '@angular/material/menu';
import { Router, RouterLink } from '@angular/router';
import { Appearance, type Theme } from '../appearance/appearance';
import type { IconName } from '../appearance/icons';
import { Notices } from '../feedback/notices';
import { nameOf } from '../session/name-of';
import { SessionStore } from '../session/session-store';

const themes: readonly { readonly theme: Theme; readonly label: string; readonly icon: IconName }[] = [
  { theme: 'light', label: 'Light', icon: 'sun' },
  { theme: 'dark', label: 'Dark', icon: 'moon' },
  { theme: 'system', label: 'As the system', icon: 'screen' },
];

/** Who I am, how it looks, and the way out. */
@Component({
  selector: 'app-person-menu',
  imports: [MatIcon, MatMenu, MatMenuItem, MatMenuTrigger, RouterLink],
  template: `
    @if (user(); as user) {
      <button
        class="face"
        type="button"
        [matMenuTriggerFor]="menu"
        [attr.aria-label]="initials() + ', menu of ' + user.username"
      >
        {{ initials() }}
      </button>
      <mat-menu #menu xPosition="before">
        <a mat-menu-item routerLink="/profile"><mat-icon svgIcon="person" />Your profile</a>
        @for (choice of themes; track choice.theme) {
          <button
            mat-menu-item
            role="menuitemradio"
            [attr.aria-checked]="appearance.theme() === choice.theme"
            (click)="appearance.chooseTheme(choice.theme)"
          >
            <mat-icon [svgIcon]="appearance.theme() === choice.theme ? 'check' : choice.icon" />{{ choice.label }}
          </button>
        }
        <button mat-menu-item (click)="signOut()"><mat-icon svgIcon="sign-out" />Sign out</button>
      </mat-menu>
    }
  `,
  styles: `
    .face {
      display: grid;
      place-items: center;
      width: 32px;
      height: 32px;
      padding: 0;
      border: 0;
      border-radius: 50%;
      background: var(--primary);
      color: var(--on-primary);
      font: 600 12px/1 var(--sans);
      cursor: pointer;
    }
  `,
})
export class PersonMenu {
  private readonly session = inject(SessionStore);
  private readonly router = inject(Router);
  private readonly notices = inject(Notices);
  protected readonly appearance = inject(Appearance);
  protected readonly user = this.session.user;
  protected readonly themes = themes;
  protected readonly initials = computed(() => initials(nameOf(this.user())));

  protected async signOut(): Promise<void> {
    await this.session.signOut();
    this.notices.fallSilent();
    await this.router.navigateByUrl('/sign-in');
  }
}

/** "AL" of "alice" and of "Ada Lovelace". */
function initials(name: string): string {
  const parts = name.split(/[\s._-]+/).filter((part) => part !== '');
  const letters = parts.length > 1 ? parts.slice(0, 2).map((part) => part.slice(0, 1)) : [(parts[0] ?? '').slice(0, 2)];
  return letters.join('').toUpperCase();
}
