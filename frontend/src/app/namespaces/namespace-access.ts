import { Component, computed, inject, input } from '@angular/core';
import { RouterLink } from '@angular/router';
import { changeGrant, createGrant, deleteGrant, listGrants } from '@spectacles/contracts';
import { ConsoleClient } from '../api/console-client';
import { type GrantEdits, GrantTable } from '../rights/grant-table';
import { RulesOnlyNote } from '../rules/rules-only-note';
import { CurrentNamespace } from './current-namespace';
import { namespaceName } from './namespace-name';
import { WhoCan } from './who-can';

@Component({
  selector: 'app-namespace-access',
  imports: [GrantTable, RouterLink, RulesOnlyNote, WhoCan],
  template: `
    @if (namespace.value(); as namespace) {
      <div class="stack">
        @if (namespace.rulesOnly) {
          <app-rules-only-note [registryId]="namespace.registryId" />
        }
        <app-grant-table
          heading="Who may do what"
          sentence="Entries here go before the defaults of the registry. Administrators may do everything."
          origin="entry here"
          [owner]="namespace.owner"
          [namespaceId]="namespace.id"
          [example]="(namespace.path === '' ? '' : namespace.path + '/') + '*-cache'"
          [where]="'in ' + nameOf(namespace.path)"
          [grants]="grants"
          [edits]="edits()"
          [q]="entry()"
          [cursor]="entries()"
        />
        <app-who-can [namespaceId]="namespace.id" [entries]="grants.value()" [q]="q()" [cursor]="cursor()" />
        <p class="row">
          <a routerLink="/token-log" [queryParams]="{ namespaceId: namespace.id, outcome: 'denied' }">
            What was denied here
          </a>
          <a routerLink="/token-log" [queryParams]="{ namespaceId: namespace.id }">Every token for this namespace</a>
          <a routerLink="/activity" [queryParams]="{ namespaceId: namespace.id }">Who changed what here</a>
        </p>
      </div>
    }
  `,
  styles: `
    p {
      column-gap: 20px;
    }
  `,
})
export class NamespaceAccess {
  private readonly client = inject(ConsoleClient);
  readonly q = input<string>();
  readonly cursor = input<string>();
  /** Where in the entries the page is. */
  readonly entries = input<string>();
  /** What is searched for among the entries. */
  readonly entry = input<string>();
  protected readonly namespace = inject(CurrentNamespace).namespace;
  protected readonly nameOf = namespaceName;
  protected readonly grants = this.client.read(listGrants, () => {
    const id = this.namespace.value()?.id;
    return id === undefined ? undefined : { params: { id }, query: { q: this.entry(), cursor: this.entries() } };
  });
  protected readonly edits = computed<GrantEdits>(() => {
    const id = this.namespace.value()?.id ?? '';
    return {
      create: (body) => this.client.send(createGrant, { params: { id }, body }),
      change: (grantId, body) => this.client.send(changeGrant, { params: { id, grantId }, body }),
      remove: (grantId) => this.client.send(deleteGrant, { params: { id, grantId } }),
    };
  });
}
