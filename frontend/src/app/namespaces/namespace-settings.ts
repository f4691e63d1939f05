import { Component, computed, effect, inject, signal, untracked } from '@angular/core';
import { form, FormField, FormRoot, maxLength, validate } from '@angular/forms/signals';
import { MatButton } from '@angular/material/button';
import { MatDialog } from '@angular/material/dialog';
import { Router } from '@angular/router';
import { changeNamespace, deleteNamespace, readGroup } from '@spectacles/contracts';
import { firstValueFrom } from 'rxjs';
import { ConsoleClient } from '../api/console-client';
import { toProblem } from '../api/problem';
import { Notices } from '../feedback/notices';
import { Field } from '../forms/field';
import { FormProblem } from '../forms/form-problem';
import { submission } from '../forms/submission';
import { InForce } from '../in-force/in-force';
import type { PickedPrincipal } from '../rights/picked-principal';
import { PrincipalPicker } from '../rights/principal-picker';
import { SessionStore } from '../session/session-store';
import { CurrentNamespace } from './current-namespace';
import { DeleteNamespace, type NamespaceDeletion } from './delete-namespace';
import { namespaceName } from './namespace-name';
import { ownerOf } from './owner-of';

const LONGEST = 2000;

@Component({
  selector: 'app-namespace-settings',
  imports: [Field, FormField, FormProblem, FormRoot, MatButton, PrincipalPicker],
  templateUrl: './namespace-settings.html',
})
export class NamespaceSettings {
  private readonly client = inject(ConsoleClient);
  private readonly dialogs = inject(MatDialog);
  private readonly notices = inject(Notices);
  private readonly inForce = inject(InForce);
  private readonly router = inject(Router);
  private readonly session = inject(SessionStore);
  private readonly namespace = inject(CurrentNamespace).namespace;
  private readonly owningGroup = this.client.read(readGroup, () => {
    const owner = this.namespace.value()?.owner;
    return owner?.kind === 'group' && !this.session.administrator() ? { params: { id: owner.id } } : undefined;
  });
  /** What a group owns, its managers hand over. */
  protected readonly mayHandOver = computed(
    () =>
      this.session.administrator() ||
      this.namespace.value()?.owner.id === this.session.user()?.id ||
      this.owningGroup.value()?.manageable === true,
  );
  private readonly model = signal<{ description: string; owner: PickedPrincipal | null }>({
    description: '',
    owner: null,
  });
  protected readonly settings = form(
    this.model,
    (path) => {
      maxLength(path.description, LONGEST, { message: 'At most 2000 characters.' });
      validate(path.owner, ({ value }) =>
        value() === null ? { kind: 'required', message: 'Choose the owner from the list.' } : undefined,
      );
    },
    submission(async ({ description, owner }) => {
      const before = this.namespace.value();
      if (before === undefined || owner === null) return;
      const next = ownerOf(owner);
      const handedOver = next.id !== before.owner.id;
      const body = { description, ...(handedOver ? { owner: next } : {}) };
      this.namespace.replace(await this.client.send(changeNamespace, { params: { id: before.id }, body }));
      if (handedOver) this.inForce.tell(`${namespaceName(before.path)} belongs to ${owner.name}.`);
      else this.notices.tell('Saved.');
    }),
  );

  constructor() {
    effect(() => {
      const namespace = this.namespace.value();
      if (namespace === undefined) return;
      untracked(() => {
        this.model.set({ description: namespace.description, owner: { ...namespace.owner, detail: '' } });
      });
    });
  }

  protected async remove(): Promise<void> {
    const namespace = this.namespace.value();
    if (namespace === undefined) return;
    const params = { id: namespace.id };
    try {
      const removal = await this.client.send(deleteNamespace, { params, query: { dryRun: 'true' } });
      if (removal === undefined) return;
      const dialog = this.dialogs.open<DeleteNamespace, NamespaceDeletion, boolean>(DeleteNamespace, {
        data: { namespace, removal },
        role: 'alertdialog',
        width: '560px',
      });
      if ((await firstValueFrom(dialog.afterClosed())) !== true) return;
      await this.router.navigateByUrl('/namespaces');
      this.inForce.tell(`The namespace ${namespaceName(namespace.path)} is gone.`);
    } catch (error) {
      this.notices.tell(toProblem(error).detail);
    }
  }
}
