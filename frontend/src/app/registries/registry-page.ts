import { Component, effect, inject, input } from '@angular/core';
import { LoadState } from '../feedback/load-state';
import { PageHeader } from '../shell/page-header';
import { PageTabs } from '../shell/page-tabs';
import { CurrentRegistry } from './current-registry';
import { kindNames } from './kinds';

const tabs = [
  { path: '.', label: 'Overview', exact: true },
  { path: 'check', label: 'Connection test', exact: false },
  { path: 'configuration', label: 'Configuration to copy', exact: false },
  { path: 'access', label: 'Default access', exact: false },
  { path: 'rules', label: 'Rules', exact: false },
  { path: 'settings', label: 'Settings', exact: false },
] as const;

@Component({
  selector: 'app-registry-page',
  imports: [LoadState, PageHeader, PageTabs],
  providers: [CurrentRegistry],
  template: `
    @if (registry.value(); as registry) {
      <app-page-header [heading]="registry.name" [crumbs]="[{ label: 'Registries', link: '/registries' }]">
        {{ kindNames[registry.kind] }} · people pull from <code>{{ registry.publicHost }}</code>
      </app-page-header>
      <app-page-tabs [tabs]="tabs" label="About this registry" />
    } @else {
      <app-load-state [of]="registry" [rows]="5" />
    }
  `,
})
export class RegistryPage {
  private readonly current = inject(CurrentRegistry);
  readonly id = input.required<string>();
  protected readonly registry = this.current.registry;
  protected readonly tabs = tabs;
  protected readonly kindNames = kindNames;

  constructor() {
    effect(() => {
      this.current.id.set(this.id());
    });
  }
}
