import { Component, computed, inject, input } from '@angular/core';
import {
  changeDefaultGrant,
  createDefaultGrant,
  deleteDefaultGrant,
  listDefaultGrants,
  readRules,
} from '@spectacles/contracts';
import { ConsoleClient } from '../api/console-client';
import { type GrantEdits, GrantTable } from '../rights/grant-table';
import { RulesOnlyNote } from '../rules/rules-only-note';
import { CurrentRegistry } from './current-registry';

/** What holds in every namespace of a registry where the namespace itself says nothing. */
@Component({
  selector: 'app-registry-defaults',
  imports: [GrantTable, RulesOnlyNote],
  template: `
    @if (registry.value(); as registry) {
      <div class="stack">
        @if (rules.value()?.rulesOnly) {
          <app-rules-only-note [registryId]="registry.id" />
        }
        <app-grant-table
          heading="Default access"
          sentence="Holds in every namespace of this registry that says nothing itself."
          origin="registry default"
          [where]="'in every namespace of ' + registry.name"
          example="*/cache"
          [kinds]="kinds"
          [grants]="grants"
          [edits]="edits()"
          [q]="entry()"
          [cursor]="entries()"
        />
      </div>
    }
  `,
})
export class RegistryDefaults {
  private readonly client = inject(ConsoleClient);
  /** Where in the entries the page is. */
  readonly entries = input<string>();
  /** What is searched for among the entries. */
  readonly entry = input<string>();
  /** Members are of a namespace; no default can speak of them. */
  protected readonly kinds = ['user', 'group', 'robot', 'everyone', 'anonymous'] as const;
  protected readonly registry = inject(CurrentRegistry).registry;
  protected readonly rules = this.client.read(readRules, () => {
    const id = this.registry.value()?.id;
    return id === undefined ? undefined : { params: { id } };
  });
  protected readonly grants = this.client.read(listDefaultGrants, () => {
    const id = this.registry.value()?.id;
    return id === undefined ? undefined : { params: { id }, query: { q: this.entry(), cursor: this.entries() } };
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
