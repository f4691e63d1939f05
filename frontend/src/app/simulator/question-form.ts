import { Component, computed, inject, input, linkedSignal, output } from '@angular/core';
import { disabled, form, FormField, FormRoot, required, validate } from '@angular/forms/signals';
import { MatButton } from '@angular/material/button';
import { Id, listTokens, type TokenView } from '@spectacles/contracts';
import { ConsoleClient } from '../api/console-client';
import { Field } from '../forms/field';
import { FormProblem } from '../forms/form-problem';
import { submission } from '../forms/submission';
import type { PickedPrincipal, PrincipalKind } from '../rights/picked-principal';
import { PrincipalPicker } from '../rights/principal-picker';
import { registryChoices } from '../rights/scope-editor/registry-choices';
import {
  type AskedPrincipal,
  type PrincipalChoice,
  principalChoices,
  principalText,
  scopeOf,
  scopeText,
} from './question';
import { RepositoryField } from './repository-field';

const TOKENS = 200;
const verbs = ['pull', 'push', 'delete'] as const;
const searched: Partial<Record<PrincipalChoice, readonly PrincipalKind[]>> = {
  user: ['user'],
  group: ['group'],
  robot: ['robot'],
};

/** What the address of the simulator holds. */
export interface QuestionParameters {
  readonly principal: string | undefined;
  readonly service: string;
  readonly scope: string;
  readonly address: string | undefined;
}

/** Who, what, where and from where. */
@Component({
  selector: 'app-question-form',
  imports: [Field, FormField, FormProblem, FormRoot, MatButton, PrincipalPicker, RepositoryField],
  templateUrl: './question-form.html',
  styles: `
    .verbs {
      display: flex;
      gap: 4px 20px;
      flex-wrap: wrap;
    }
  `,
})
export class QuestionForm {
  readonly principal = input.required<AskedPrincipal>();
  /** Of whom the address knows the id alone. */
  readonly principalName = input<string>();
  readonly service = input<string>();
  readonly scope = input<string>();
  readonly address = input<string>();
  readonly asked = output<QuestionParameters>();
  protected readonly choices = principalChoices;
  protected readonly verbs = verbs;
  private readonly registries = registryChoices();
  protected readonly registryOptions = computed(() => {
    const known = this.registries().map(({ id, name }) => ({ value: id, words: name }));
    const service = this.service();
    if (service === undefined || known.some(({ value }) => value === service)) return known;
    return [...known, { value: service, words: isId(service) ? 'the registry of the link' : service }];
  });
  private readonly model = linkedSignal(() => modelOf(this));
  protected readonly question = form(
    this.model,
    (path) => {
      required(path.service, { message: 'Choose a registry.' });
      required(path.repository, {
        message: 'Type a repository, such as team/app.',
        when: ({ valueOf }) => valueOf(path.type) === 'repository',
      });
      validate(path.pull, ({ valueOf }) =>
        valueOf(path.type) !== 'repository' || verbs.some((verb) => valueOf(path[verb]))
          ? undefined
          : { kind: 'required', message: 'Choose at least one of pull, push and delete.' },
      );
      validate(path.picked, ({ value, valueOf }) =>
        searched[valueOf(path.who)] !== undefined && value() === null
          ? { kind: 'required', message: 'Choose somebody from the list.' }
          : undefined,
      );
      validate(path.tokenId, ({ value, valueOf }) =>
        valueOf(path.who) === 'token' && value() === '' ? { kind: 'required', message: 'Choose a token.' } : undefined,
      );
      disabled(path.repository, { when: ({ valueOf }) => valueOf(path.type) !== 'repository' });
    },
    submission((model) => {
      this.asked.emit(parametersOf(model));
      return Promise.resolve();
    }),
  );
  protected readonly kinds = computed(() => searched[this.question.who().value()]);
  private readonly tokens = inject(ConsoleClient).read(listTokens, () =>
    this.question.who().value() === 'token' ? { query: { limit: TOKENS } } : undefined,
  );
  protected readonly tokenOptions = computed(() =>
    tokenOptionsOf(this.tokens.value()?.items ?? [], this.principal(), this.principalName()),
  );
  protected readonly registryId = computed(() => {
    const service = this.question.service().value();
    return this.registries().some(({ id }) => id === service) ? service : undefined;
  });

  protected changeWho(): void {
    this.question.picked().value.set(null);
  }
}

function isId(text: string): boolean {
  return Id.safeParse(text).success;
}

interface QuestionModel {
  who: PrincipalChoice;
  picked: PickedPrincipal | null;
  tokenId: string;
  service: string;
  type: string;
  repository: string;
  pull: boolean;
  push: boolean;
  delete: boolean;
  address: string;
}

function modelOf(form: QuestionForm): QuestionModel {
  const { kind, id } = form.principal();
  const scope = scopeOf(form.scope());
  const asks = (verb: string) => scope?.actions.includes(verb) ?? verb === 'pull';
  const isPicked = (kind === 'user' || kind === 'group' || kind === 'robot') && id !== null;
  return {
    who: kind,
    picked: isPicked ? { kind, id, name: form.principalName() ?? 'the one of the link', detail: '' } : null,
    tokenId: kind === 'token' ? (id ?? '') : '',
    service: form.service() ?? '',
    type: scope?.type ?? 'repository',
    repository: scope?.type === 'repository' ? scope.name : '',
    pull: asks('pull'),
    push: asks('push'),
    delete: asks('delete'),
    address: form.address() ?? '',
  };
}

function parametersOf(model: QuestionModel): QuestionParameters {
  const picked = model.picked !== null && 'id' in model.picked ? model.picked.id : null;
  const principal = { kind: model.who, id: model.who === 'token' ? model.tokenId : picked };
  const scope =
    model.type === 'repository'
      ? scopeText({ type: 'repository', name: model.repository.trim(), actions: verbs.filter((verb) => model[verb]) })
      : 'registry:catalog:*';
  return {
    principal: principalText(principal),
    service: model.service,
    scope,
    address: model.address.trim() === '' ? undefined : model.address.trim(),
  };
}

/** One's own tokens, and the one of the address, which may be somebody else's or a robot's secret. */
function tokenOptionsOf(own: readonly TokenView[], { kind, id }: AskedPrincipal, name: string | undefined) {
  const options = own.map(({ id: value, name }) => ({ value, words: name }));
  if (kind !== 'token' || id === null || options.some(({ value }) => value === id)) return options;
  return [{ value: id, words: name ?? 'the one of the link' }, ...options];
}
