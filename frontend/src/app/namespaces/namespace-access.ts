import { Component, computed, inject } from '@angular/core';
import { changeGrant, createGrant, deleteGrant, listGrants } from '@spectacles/contracts';
import { ConsoleClient } from '../api/console-client';
import { type GrantEdits, GrantTable } from '../rights/grant-table';
import { CurrentNamespace } from './current-namespace';
import { namespaceName } from './namespace-name';

const PAGE = 200;

@Component({
  selector: 'app-namespace-access',
  imports: [GrantTable],
  template: `
    @if (namespace.value(); as namespace) {
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
      />
    }
  `,
})
export class NamespaceAccess {
  private readonly client = inject(ConsoleClient);
  protected readonly namespace = inject(CurrentNamespace).namespace;
  protected readonly nameOf = namespaceName;
  protected readonly grants = this.client.read(listGrants, () => {
    const id = this.namespace.value()?.id;
    return id === undefined ? undefined : { params: { id }, query: { limit: PAGE } };
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
