import { Component, computed, inject, input } from '@angular/core';
import { listGroupMembers, putGroupMember, removeGroupMember } from '@spectacles/contracts';
import { ConsoleClient } from '../api/console-client';
import { type MemberEdits, MemberTable } from '../members/member-table';
import { CurrentGroup } from './current-group';

@Component({
  selector: 'app-group-members',
  imports: [MemberTable],
  template: `
    @if (group.value(); as group) {
      <app-member-table
        heading="Members"
        sentence="Managers take people in and remove them; only administrators make and delete groups."
        none="What the group may do, nobody may yet. Take in the first one."
        [what]="'the group ' + group.name"
        [loses]="'Every right that comes from the group ' + group.name"
        [members]="members"
        [edits]="edits()"
        [leave]="remove"
        [q]="q()"
        [cursor]="cursor()"
      />
    }
  `,
})
export class GroupMembers {
  private readonly client = inject(ConsoleClient);
  readonly q = input<string>();
  readonly cursor = input<string>();
  protected readonly group = inject(CurrentGroup).group;
  protected readonly members = this.client.read(listGroupMembers, () => {
    const id = this.group.value()?.id;
    return id === undefined ? undefined : { params: { id }, query: { q: this.q(), cursor: this.cursor() } };
  });
  protected readonly edits = computed<MemberEdits | null>(() => {
    const group = this.group.value();
    if (group?.manageable !== true) return null;
    const { id } = group;
    return {
      put: (userId, role) =>
        this.client.send(putGroupMember, { params: { id, userId }, body: { role } }).finally(this.refresh),
      remove: this.remove,
    };
  });
  protected readonly remove = (userId: string): Promise<unknown> =>
    this.client.send(removeGroupMember, { params: { id: this.group.value()?.id ?? '', userId } }).finally(this.refresh);
  /** The number of members, and one's own place, stand in the head of the page. */
  private readonly refresh = (): void => {
    this.group.reload();
  };
}
