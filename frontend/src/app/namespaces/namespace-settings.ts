import { Component, effect, inject, signal, untracked } from '@angular/core';
import { form, FormField, FormRoot, maxLength, validate } from '@angular/forms/signals';
import { MatButton } from '@angular/material/button';
import { Router } from '@angular/router';
import { changeNamespace, deleteNamespace, listGrants, type UserReference } from '@spectacles/contracts';
import { ConsoleClient } from '../api/console-client';
import { Confirmation } from '../dialogs/confirm';
import { Notices } from '../feedback/notices';
import { Field } from '../forms/field';
import { FormProblem } from '../forms/form-problem';
import { submission } from '../forms/submission';
import { PersonPicker } from '../rights/person-picker';
import { principalWords } from '../rights/principal-words';
import { rightWords } from '../rights/right-words';
import { SessionStore } from '../session/session-store';
import { CurrentNamespace } from './current-namespace';
import { namespaceName } from './namespace-name';

const LISTED = 6;
const LONGEST = 2000;

@Component({
  selector: 'app-namespace-settings',
  imports: [Field, FormField, FormProblem, FormRoot, MatButton, PersonPicker],
  templateUrl: './namespace-settings.html',
})
export class NamespaceSettings {
  private readonly client = inject(ConsoleClient);
  private readonly confirmation = inject(Confirmation);
  private readonly notices = inject(Notices);
  private readonly router = inject(Router);
  private readonly namespace = inject(CurrentNamespace).namespace;
  protected readonly administrator = inject(SessionStore).administrator;
  private readonly model = signal<{ description: string; owner: UserReference | null }>({
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
      const handedOver = owner.id !== before.owner.id;
      const body = { description, ...(handedOver ? { owner: { kind: 'user' as const, id: owner.id } } : {}) };
      this.namespace.replace(await this.client.send(changeNamespace, { params: { id: before.id }, body }));
      this.notices.tell('Saved.');
    }),
  );

  constructor() {
    effect(() => {
      const namespace = this.namespace.value();
      if (namespace === undefined) return;
      const owner = { id: namespace.owner.id, username: namespace.owner.name, displayName: '' };
      untracked(() => {
        this.model.set({ description: namespace.description, owner });
      });
    });
  }

  protected async remove(): Promise<void> {
    const namespace = this.namespace.value();
    if (namespace === undefined) return;
    const params = { id: namespace.id };
    const { items, next } = await this.client.send(listGrants, { params, query: { limit: LISTED } });
    const entries = items.map(({ principal, right }) => `${principalWords(principal).name}: ${rightWords(right)}`);
    const done = await this.confirmation.ask({
      title: `Delete the namespace ${namespaceName(namespace.path)}?`,
      goes: [
        `${namespace.owner.name}: owner, pull, push, delete`,
        ...entries,
        ...(next === null ? [] : ['and further entries']),
      ],
      stays: 'The images stay in the registry. Until somebody owns them again only administrators reach them.',
      action: 'Delete the namespace',
      run: () => this.client.send(deleteNamespace, { params }),
    });
    if (done) await this.router.navigateByUrl('/namespaces');
  }
}
