import { Component, computed, inject } from '@angular/core';
import { changeDefaultGrant, createDefaultGrant, deleteDefaultGrant, listDefaultGrants } from '@spectacles/contracts';
import { ConsoleClient } from '../api/console-client';
import { type GrantEdits, GrantTable } from '../rights/grant-table';
import { CurrentRegistry } from './current-registry';

const PAGE = 200;

/** What holds in every namespace of a registry where the namespace itself says nothing. */
@Component({
  selector: 'app-registry-defaults',
  imports: [GrantTable],
  template: `
    @if (registry.value(); as registry) {
      <app-grant-table
        heading="Default access"
        sentence="Holds in every namespace of this registry that says nothing itself."
        origin="registry default"
        [where]="'in every namespace of ' + registry.name"
        example="*/cache"
        [kinds]="kinds"
        [grants]="grants"
        [edits]="edits()"
      />
    }
  `,
})
export class RegistryDefaults {
  private readonly client = inject(ConsoleClient);
  /** Members are of a namespace; no default can speak of them. */
  protected readonly kinds = ['user', 'group', 'robot', 'everyone', 'anonymous'] as const;
  protected readonly registry = inject(CurrentRegistry).registry;
  protected readonly grants = this.client.read(listDefaultGrants, () => {
    const id = this.registry.value()?.id;
    return id === undefined ? undefined : { params: { id }, query: { limit: PAGE } };
  });
  protected readonly edits = computed<GrantEdits>(() => {
    const id = this.registry.value()?.id ?? '';
    return {
      create: (body) => this.client.send(createDefaultGrant, { params: { id }, body }),
      change: (grantId, body) => this.client.send(changeDefaultGrant, { params: { id, grantId }, body }),
      remove: (grantId) => this.client.send(deleteDefaultGrant, { params: { id, grantId } }),
    };
  });
}
