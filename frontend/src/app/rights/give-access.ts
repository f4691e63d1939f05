import { Component, computed, inject, signal } from '@angular/core';
import { form, FormField, FormRoot, validate } from '@angular/forms/signals';
import { MatButton } from '@angular/material/button';
import {
  MAT_DIALOG_DATA,
  MatDialogActions,
  MatDialogContent,
  MatDialogRef,
  MatDialogTitle,
} from '@angular/material/dialog';
import type { GrantPrincipal, GrantView, NewGrant, Right, UserReference } from '@spectacles/contracts';
import { Field } from '../forms/field';
import { FormProblem } from '../forms/form-problem';
import { submission } from '../forms/submission';
import { PersonPicker } from './person-picker';
import { rightChoices } from './right-words';

export interface GiveAccessRequest {
  readonly where: string;
  readonly create: (body: NewGrant) => Promise<GrantView>;
}

interface Choice {
  kind: GrantPrincipal['kind'];
  person: UserReference | null;
  right: Right;
}

/** Names somebody and what they may do. */
@Component({
  selector: 'app-give-access',
  imports: [
    Field,
    FormField,
    FormProblem,
    FormRoot,
    MatButton,
    MatDialogActions,
    MatDialogContent,
    MatDialogTitle,
    PersonPicker,
  ],
  templateUrl: './give-access.html',
})
export class GiveAccess {
  protected readonly request = inject<GiveAccessRequest>(MAT_DIALOG_DATA);
  protected readonly dialog = inject<MatDialogRef<GiveAccess, GrantView>>(MatDialogRef);
  protected readonly model = signal<Choice>({ kind: 'user', person: null, right: 'READ' });
  protected readonly rights = computed(() =>
    this.model().kind === 'anonymous' ? rightChoices.slice(0, 2) : rightChoices,
  );
  protected readonly access = form(
    this.model,
    (path) => {
      validate(path.person, ({ value, valueOf }) =>
        value() === null && valueOf(path.kind) === 'user'
          ? { kind: 'required', message: 'Choose a person from the list.' }
          : undefined,
      );
      validate(path.right, ({ value, valueOf }) =>
        valueOf(path.kind) === 'anonymous' && value() !== 'NONE' && value() !== 'READ'
          ? { kind: 'strangers', message: 'Strangers may pull at most.' }
          : undefined,
      );
    },
    submission(async (choice) => {
      this.dialog.close(await this.request.create({ principal: principalOf(choice), right: choice.right }));
    }),
  );
}

function principalOf({ kind, person }: Choice): GrantPrincipal {
  if (kind !== 'user') return { kind };
  return { kind, id: person?.id ?? '' };
}
