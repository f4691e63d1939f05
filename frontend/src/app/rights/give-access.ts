import { Component, computed, inject, signal } from '@angular/core';
import { disabled, form, FormField, FormRoot, maxLength, validate } from '@angular/forms/signals';
import { MatButton } from '@angular/material/button';
import {
  MAT_DIALOG_DATA,
  MatDialogActions,
  MatDialogContent,
  MatDialogRef,
  MatDialogTitle,
} from '@angular/material/dialog';
import type { GrantView, NewGrant, Right } from '@spectacles/contracts';
import { Field } from '../forms/field';
import { FormProblem } from '../forms/form-problem';
import { submission } from '../forms/submission';
import { PatternField } from './pattern-field';
import { grantPrincipalOf, type PickedPrincipal, type PrincipalKind } from './picked-principal';
import { PrincipalPicker } from './principal-picker';
import { RightField } from './right-field';
import { asksToManage, grantRightOf, type RightModel, rightModelOf } from './right-model';
import { verbsOf, withImplied } from './right-words';

export interface GiveAccessRequest {
  readonly where: string;
  readonly kinds: readonly PrincipalKind[];
  /** A pattern as one might type it here. */
  readonly example: string;
  readonly namespaceId: string | undefined;
  readonly right: Right;
  readonly create: (body: NewGrant) => Promise<GrantView>;
}

interface Model {
  who: PickedPrincipal | null;
  right: RightModel;
  pattern: string;
}

const LONGEST = 255;

/** Names somebody, what they may do, and in which repositories. */
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
    PatternField,
    PrincipalPicker,
    RightField,
  ],
  templateUrl: './give-access.html',
})
export class GiveAccess {
  protected readonly request = inject<GiveAccessRequest>(MAT_DIALOG_DATA);
  protected readonly dialog = inject<MatDialogRef<GiveAccess, GrantView>>(MatDialogRef);
  private readonly model = signal<Model>({
    who: null,
    right: rightModelOf(verbsOf(this.request.right)),
    pattern: '',
  });
  protected readonly strangers = computed(() => this.model().who?.kind === 'anonymous');
  protected readonly access = form(
    this.model,
    (path) => {
      validate(path.who, ({ value }) =>
        value() === null ? { kind: 'required', message: 'Choose somebody from the list.' } : undefined,
      );
      validate(path.right.preset, ({ valueOf }) =>
        valueOf(path.who)?.kind === 'anonymous' && givesMoreThanReading(valueOf(path.right))
          ? { kind: 'strangers', message: 'Strangers may pull at most.' }
          : undefined,
      );
      disabled(path.right.manage, {
        when: ({ value, valueOf }) =>
          !value() &&
          valueOf(path.pattern).trim() !== '' &&
          'Only for the whole namespace: take the pattern away first.',
      });
      disabled(path.pattern, {
        when: ({ value, valueOf }) =>
          value().trim() === '' && asksToManage(valueOf(path.right)) && 'Whoever manages, manages all of it.',
      });
      validate(path.pattern, ({ value, valueOf }) =>
        value().trim() !== '' && asksToManage(valueOf(path.right))
          ? { kind: 'manage', message: 'Managing is for the whole namespace: take this away, or manage.' }
          : undefined,
      );
      maxLength(path.pattern, LONGEST, { message: 'At most 255 characters.' });
    },
    submission(async ({ who, right, pattern }) => {
      if (who === null) return;
      const limit = pattern.trim() === '' ? {} : { pattern: pattern.trim() };
      this.dialog.close(
        await this.request.create({ principal: grantPrincipalOf(who), ...grantRightOf(right), ...limit }),
      );
    }),
  );
  /** Opens what is folded up where something in it is wrong. */
  protected readonly patternWrong = computed(
    () => this.model().pattern !== '' || (this.access.pattern().touched() && this.access.pattern().errors().length > 0),
  );
}

function givesMoreThanReading(model: RightModel): boolean {
  const { right, verbs } = grantRightOf(model);
  return withImplied(verbs ?? verbsOf(right)).some((verb) => verb !== 'pull' && verb !== 'browse');
}
