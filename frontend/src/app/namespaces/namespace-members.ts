import { Component, computed, inject, input } from '@angular/core';
import { listNamespaceMembers, putNamespaceMember, removeNamespaceMember } from '@spectacles/contracts';
import { ConsoleClient } from '../api/console-client';
import { type MemberEdits, MemberTable } from '../members/member-table';
import { CurrentNamespace } from './current-namespace';
import { namespaceName } from './namespace-name';

@Component({
  selector: 'app-namespace-members',
  imports: [MemberTable],
  template: `
    @if (namespace.value(); as namespace) {
      <app-member-table
        heading="Members and managers"
        sentence="Members have what an entry for members gives them; managers also run the namespace: people, robots and rights."
        none="An entry for members gives all of them a right at once. Take in the first one."
        [what]="nameOf(namespace.path)"
        [loses]="'What members of ' + nameOf(namespace.path) + ' may do, and managing it'"
        [members]="members"
        [edits]="edits()"
        [leave]="remove"
        [q]="q()"
        [cursor]="cursor()"
      />
    }
  `,
})
export class NamespaceMembers {
  private readonly client = inject(ConsoleClient);
  readonly q = input<string>();
  readonly cursor = input<string>();
  protected readonly namespace = inject(CurrentNamespace).namespace;
  protected readonly nameOf = namespaceName;
  protected readonly members = this.client.read(listNamespaceMembers, () => {
    const id = this.namespace.value()?.id;
    return id === undefined ? undefined : { params: { id }, query: { q: this.q(), cursor: this.cursor() } };
  });
  protected readonly edits = computed<MemberEdits>(() => {
    const id = this.namespace.value()?.id ?? '';
    return {
      put: (userId, role) => this.client.send(putNamespaceMember, { params: { id, userId }, body: { role } }),
      remove: this.remove,
    };
  });
  protected readonly remove = async (userId: string): Promise<void> => {
    const id = this.namespace.value()?.id ?? '';
    await this.client.send(removeNamespaceMember, { params: { id, userId } });
    this.namespace.reload();
  };
}
