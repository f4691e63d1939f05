import { Component, computed, inject, input, model, output } from '@angular/core';
import { MatIcon } from '@angular/material/icon';
import { MatTooltip } from '@angular/material/tooltip';
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
    { label: 'My access and tokens', link: '/me', icon: 'key' },
  ],
};
const manage: Group = {
  label: 'Manage',
  entries: [
    { label: 'Namespaces', link: '/namespaces', icon: 'folder' },
    { label: 'Groups', link: '/groups', icon: 'people' },
    { label: 'Robots', link: '/robots', icon: 'robot' },
    { label: 'Access simulator', link: '/simulator', icon: 'question' },
    { label: 'Token log', link: '/token-log', icon: 'list' },
    { label: 'Activity', link: '/activity', icon: 'clock' },
  ],
};
const operate: Group = {
  label: 'Operate',
  entries: [
    { label: 'Registries', link: '/registries', icon: 'server' },
    { label: 'Users', link: '/users', icon: 'person' },
    { label: 'Security', link: '/security', icon: 'shield' },
    { label: 'Settings', link: '/settings', icon: 'settings' },
  ],
};

/** The three groups of pages; only what exists, and only what is for this person. */
@Component({
  selector: 'app-rail',
  imports: [Logo, MatIcon, MatTooltip, RouterLink, RouterLinkActive],
  templateUrl: './rail.html',
  styleUrl: './rail.scss',
  host: { '[class.collapsed]': 'collapsed()' },
})
export class Rail {
  private readonly session = inject(SessionStore);
  /** Icons alone; their names are for screen readers and on hover and focus. */
  readonly collapsed = model(false);
  /** A drawer is closed, not collapsed. */
  readonly collapsible = input(true);
  /** A page was chosen: a drawer may close. */
  readonly chosen = output();
  protected readonly toggleWords = computed(() => (this.collapsed() ? 'Expand the menu' : 'Collapse the menu'));
  protected readonly groups = computed(() =>
    this.session.administrator() ? [browse, manage, operate] : [browse, manage],
  );
}
