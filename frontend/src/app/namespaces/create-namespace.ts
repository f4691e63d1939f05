import { Component, computed, effect, inject, input, signal, untracked } from '@angular/core';
import { form, FormField, FormRoot, required, validate, validateStandardSchema } from '@angular/forms/signals';
import { MatButton } from '@angular/material/button';
import { Router, RouterLink } from '@angular/router';
import { createNamespace, listNamespaces, NewNamespace } from '@spectacles/contracts';
import * as z from 'zod';
import { ConsoleClient } from '../api/console-client';
import { Field } from '../forms/field';
import { FormProblem } from '../forms/form-problem';
import { submission } from '../forms/submission';
import { InForce } from '../in-force/in-force';
import { type PickedPrincipal, pickedUser } from '../rights/picked-principal';
import { PrincipalPicker } from '../rights/principal-picker';
import { registryChoices } from '../rights/scope-editor/registry-choices';
import { SessionStore } from '../session/session-store';
import { PageHeader } from '../shell/page-header';
import { namespaceName } from './namespace-name';
import { ownerOf } from './owner-of';
import { foundOnes } from './split-found';

interface Model {
  registryId: string;
  path: string;
  owner: PickedPrincipal | null;
  description: string;
}

const NamespaceForm = z.object({ path: NewNamespace.shape.path });

@Component({
  selector: 'app-create-namespace',
  imports: [Field, FormField, FormProblem, FormRoot, MatButton, PageHeader, PrincipalPicker, RouterLink],
  templateUrl: './create-namespace.html',
})
export class CreateNamespace {
  private readonly client = inject(ConsoleClient);
  private readonly router = inject(Router);
  private readonly inForce = inject(InForce);
  private readonly session = inject(SessionStore);
  private readonly user = this.session.user();
  /** What is filled in when the person comes from a name that was found. */
  readonly registryId = input<string>();
  readonly path = input<string>();
  readonly from = input<string>();
  protected readonly model = signal<Model>({
    registryId: '',
    path: '',
    owner: this.user === null ? null : pickedUser(this.user),
    description: '',
  });
  protected readonly nameOf = namespaceName;
  protected readonly administrator = this.session.administrator;
  protected readonly registries = registryChoices();
  private readonly found = this.client.read(listNamespaces, () => {
    const registryId = this.model().registryId;
    return registryId === '' || !this.administrator() ? undefined : { query: { found: 'true' as const, registryId } };
  });
  protected readonly suggestions = computed(() => foundOnes(this.found.value()?.items ?? []));
  protected readonly host = computed(
    () => this.registries().find(({ id }) => id === this.model().registryId)?.publicHost ?? '',
  );
  protected readonly namespace = form(
    this.model,
    (path) => {
      required(path.registryId, { message: 'Choose a registry.' });
      validateStandardSchema(path, () => NamespaceForm);
      validate(path.owner, ({ value }) =>
        value() === null ? { kind: 'required', message: 'Choose the owner from the list.' } : undefined,
      );
    },
    submission(async ({ registryId, path, owner, description }) => {
      const body = { registryId, path, owner: ownerOf(owner), description };
      const { id } = await this.client.send(createNamespace, { body });
      this.inForce.tell(`${namespaceName(path)} belongs to ${owner?.name ?? ''}.`);
      await this.router.navigate(this.from() === 'first-push' ? ['/first-push'] : ['/namespaces', id, 'access']);
    }),
  );

  constructor() {
    effect(() => {
      const registries = this.registries();
      const registryId = this.registryId() ?? (registries.length === 1 ? registries[0]?.id : undefined);
      const path = this.path();
      untracked(() => {
        this.model.update((model) => ({
          ...model,
          registryId: registryId ?? model.registryId,
          path: path ?? model.path,
        }));
      });
    });
  }

  protected take(path: string): void {
    this.model.update((model) => ({ ...model, path }));
  }
}
