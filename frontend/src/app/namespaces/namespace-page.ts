import { Component, computed, effect, inject, input } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { RouterLink } from '@angular/router';
import { removeNamespaceMember } from '@spectacles/contracts';
import { ConsoleClient } from '../api/console-client';
import { Confirmation } from '../dialogs/confirm';
import { LoadState } from '../feedback/load-state';
import { InForce } from '../in-force/in-force';
import { OwnAccessChip } from '../rights/own-access';
import { SessionStore } from '../session/session-store';
import { PageHeader } from '../shell/page-header';
import { PageTabs } from '../shell/page-tabs';
import { CurrentNamespace } from './current-namespace';
import { namespaceName } from './namespace-name';

const repositories = { path: '.', label: 'Repositories', exact: true };
const access = { path: 'access', label: 'Access', exact: false };
const members = { path: 'members', label: 'Members', exact: false };
const robots = { path: 'robots', label: 'Robots', exact: false };
const settings = { path: 'settings', label: 'Settings', exact: false };

@Component({
  selector: 'app-namespace-page',
  imports: [LoadState, MatButton, PageHeader, PageTabs, OwnAccessChip, RouterLink],
  providers: [CurrentNamespace],
  template: `
    @if (namespace.value(); as namespace) {
      <app-page-header [heading]="nameOf(namespace.path)" [crumbs]="crumbs()">
        @if (namespace.description) {
          <p>{{ namespace.description }}</p>
        }
        <p>
          Owned by {{ namespace.owner.kind === 'group' ? 'the group ' : '' }}{{ namespace.owner.name }} ·
          {{ namespace.public ? 'everybody may pull' : 'nothing without sign-in' }} · you may
          <app-own-access [access]="namespace.ownAccess" />
          @if (namespace.ownRole) {
            · you are a {{ namespace.ownRole }}
          }
        </p>
        <a action matButton="outlined" routerLink="/simulator" [queryParams]="question()">Ask why</a>
        @if (namespace.manageable) {
          <a
            action
            matButton="outlined"
            routerLink="/namespaces/new"
            [queryParams]="{ registryId: namespace.registryId, path: below() }"
            >Create one below</a
          >
        } @else if (namespace.ownRole) {
          <button action matButton="outlined" type="button" (click)="leave()">Leave…</button>
        }
      </app-page-header>
      <app-page-tabs [tabs]="tabs()" label="About this namespace" />
    } @else {
      <app-load-state [of]="namespace" [rows]="5" />
    }
  `,
})
export class NamespacePage {
  private readonly client = inject(ConsoleClient);
  private readonly confirmation = inject(Confirmation);
  private readonly inForce = inject(InForce);
  private readonly session = inject(SessionStore);
  private readonly current = inject(CurrentNamespace);
  readonly id = input.required<string>();
  protected readonly namespace = this.current.namespace;
  protected readonly nameOf = namespaceName;
  protected readonly tabs = computed(() =>
    this.namespace.value()?.manageable === true ? [repositories, access, members, robots, settings] : [repositories],
  );
  protected readonly crumbs = computed(() => {
    const registryId = this.namespace.value()?.registryId ?? '';
    const label = this.namespace.value()?.publicHost ?? '';
    return [
      { label: 'Namespaces', link: '/namespaces' },
      { label, link: '/namespaces', query: { registryId } },
    ];
  });

  protected readonly below = computed(() => {
    const path = this.namespace.value()?.path ?? '';
    return path === '' ? '' : `${path}/`;
  });
  /** The question that people have here most: who may push. */
  protected readonly question = computed(() => ({
    registryId: this.namespace.value()?.registryId,
    scope: `repository:${this.below()}app:push`,
  }));

  constructor() {
    effect(() => {
      this.current.id.set(this.id());
    });
  }

  protected async leave(): Promise<void> {
    const namespace = this.namespace.value();
    const user = this.session.user();
    if (namespace === undefined || user === null) return;
    const name = namespaceName(namespace.path);
    const done = await this.confirmation.ask({
      title: `Leave ${name}?`,
      goes: [`What members of ${name} may do`],
      stays: 'What other entries let you do stays.',
      action: 'Leave',
      run: () => this.client.send(removeNamespaceMember, { params: { id: namespace.id, userId: user.id } }),
    });
    if (!done) return;
    this.namespace.reload();
    this.inForce.tell(`You are no member of ${name} any more.`);
  }
}
