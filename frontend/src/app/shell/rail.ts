import { Component, computed, inject, output } from '@angular/core';
import { MatIcon } from '@angular/material/icon';
import { RouterLink, RouterLinkActive } from '@angular/router';
import type { IconName } from '../appearance/icons';
import { SessionStore } from '../session/session-store';
import { Logo } from './logo';

interface Entry {
  readonly label: string;
  readonly link: string;
  readonly icon: IconName;
}

interface Group {
  readonly label: string;
  readonly entries: readonly Entry[];
}

const browse: Group = {
  label: 'Browse',
  entries: [
    { label: 'Home', link: '/', icon: 'home' },
    { label: 'Repositories', link: '/repositories', icon: 'box' },
  ],
};
const manage: Group = {
  label: 'Manage',
  entries: [{ label: 'Namespaces', link: '/namespaces', icon: 'folder' }],
};
const operate: Group = {
  label: 'Operate',
  entries: [
    { label: 'Registries', link: '/registries', icon: 'server' },
    { label: 'Users', link: '/users', icon: 'people' },
  ],
};

/** The three groups of pages; only what exists, and only what is for this person. */
@Component({
  selector: 'app-rail',
  imports: [Logo, MatIcon, RouterLink, RouterLinkActive],
  template: `
    <nav aria-label="Pages">
      <a class="brand" routerLink="/" (click)="chosen.emit()"><app-logo />Spectacles</a>
      @for (group of groups(); track group.label) {
        <h2 [id]="'group-' + group.label">{{ group.label }}</h2>
        <ul [attr.aria-labelledby]="'group-' + group.label">
          @for (entry of group.entries; track entry.link) {
            <li>
              <a
                [routerLink]="entry.link"
                routerLinkActive="on"
                ariaCurrentWhenActive="page"
                [routerLinkActiveOptions]="{ exact: entry.link === '/' }"
                (click)="chosen.emit()"
                ><mat-icon [svgIcon]="entry.icon" />{{ entry.label }}</a
              >
            </li>
          }
        </ul>
      }
    </nav>
  `,
  styles: `
    :host {
      display: block;
      padding: 14px 12px;
    }
    .brand {
      display: flex;
      align-items: center;
      gap: 10px;
      padding: 4px 8px 10px;
      color: var(--text);
      font-size: 16px;
      font-weight: 600;
    }
    h2 {
      padding: 16px 8px 4px;
      color: var(--quiet);
      font-size: 12px;
      line-height: 16px;
      font-weight: 400;
    }
    li + li {
      margin-top: 2px;
    }
    li a {
      display: flex;
      align-items: center;
      gap: 12px;
      height: 36px;
      padding: 8px;
      border-radius: 8px;
      color: var(--text);
    }
    a:hover {
      text-decoration: none;
    }
    li a:hover {
      background: color-mix(in srgb, var(--tint) 60%, transparent);
    }
    li a.on {
      background: var(--tint);
      color: var(--primary);
      font-weight: 600;
    }
  `,
})
export class Rail {
  private readonly session = inject(SessionStore);
  /** A page was chosen: a drawer may close. */
  readonly chosen = output();
  protected readonly groups = computed(() =>
    this.session.administrator() ? [browse, manage, operate] : [browse, manage],
  );
}
