import { Component, computed, effect, inject, input } from '@angular/core';
import { MatTabLink, MatTabNav, MatTabNavPanel } from '@angular/material/tabs';
import { RouterLink, RouterLinkActive, RouterOutlet } from '@angular/router';
import { LoadState } from '../feedback/load-state';
import { OwnAccessChip } from '../rights/own-access';
import { PageHeader } from '../shell/page-header';
import { CurrentNamespace } from './current-namespace';
import { namespaceName } from './namespace-name';

const repositories = { path: '.', label: 'Repositories', exact: true };
const access = { path: 'access', label: 'Access', exact: false };
const settings = { path: 'settings', label: 'Settings', exact: false };

@Component({
  selector: 'app-namespace-page',
  imports: [
    LoadState,
    MatTabLink,
    MatTabNav,
    MatTabNavPanel,
    PageHeader,
    OwnAccessChip,
    RouterLink,
    RouterLinkActive,
    RouterOutlet,
  ],
  providers: [CurrentNamespace],
  template: `
    @if (namespace.value(); as namespace) {
      <app-page-header [heading]="nameOf(namespace.path)" [crumbs]="crumbs()">
        @if (namespace.description) {
          <p>{{ namespace.description }}</p>
        }
        <p>
          Owned by {{ namespace.owner.name }} ·
          {{ namespace.public ? 'everybody may pull' : 'nothing without sign-in' }} · you may
          <app-own-access [access]="namespace.ownAccess" />
        </p>
      </app-page-header>
      @if (tabs().length > 1) {
        <nav mat-tab-nav-bar class="tabs" [tabPanel]="panel" mat-stretch-tabs="false" aria-label="About this namespace">
          @for (tab of tabs(); track tab.path) {
            <a
              mat-tab-link
              [routerLink]="tab.path"
              routerLinkActive
              #link="routerLinkActive"
              [routerLinkActiveOptions]="{ exact: tab.exact }"
              [active]="link.isActive"
              >{{ tab.label }}</a
            >
          }
        </nav>
      }
      <mat-tab-nav-panel #panel><router-outlet /></mat-tab-nav-panel>
    } @else {
      <app-load-state [of]="namespace" [rows]="5" />
    }
  `,
})
export class NamespacePage {
  private readonly current = inject(CurrentNamespace);
  readonly id = input.required<string>();
  protected readonly namespace = this.current.namespace;
  protected readonly nameOf = namespaceName;
  protected readonly tabs = computed(() =>
    this.namespace.value()?.manageable === true ? [repositories, access, settings] : [repositories],
  );
  protected readonly crumbs = computed(() => {
    const registryId = this.namespace.value()?.registryId ?? '';
    const label = this.namespace.value()?.publicHost ?? '';
    return [
      { label: 'Namespaces', link: '/namespaces' },
      { label, link: '/namespaces', query: { registryId } },
    ];
  });

  constructor() {
    effect(() => {
      this.current.id.set(this.id());
    });
  }
}
