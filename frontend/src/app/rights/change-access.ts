import { Component, inject, signal } from '@angular/core';
import { disabled, form, FormRoot } from '@angular/forms/signals';
import { MatButton } from '@angular/material/button';
import {
  MAT_DIALOG_DATA,
  MatDialogActions,
  MatDialogContent,
  MatDialogRef,
  MatDialogTitle,
} from '@angular/material/dialog';
import type { GrantChange, GrantView } from '@spectacles/contracts';
import { FormProblem } from '../forms/form-problem';
import { submission } from '../forms/submission';
import { principalWords } from './principal-words';
import { RightField } from './right-field';
import { grantRightOf, type RightModel, rightModelOf } from './right-model';

export interface ChangeAccessRequest {
  readonly grant: GrantView;
  readonly where: string;
  readonly change: (body: GrantChange) => Promise<GrantView>;
}

/** Gives an entry other verbs. */
@Component({
  selector: 'app-change-access',
  imports: [FormProblem, FormRoot, MatButton, MatDialogActions, MatDialogContent, MatDialogTitle, RightField],
  template: `
    <form [formRoot]="access">
      <h2 mat-dialog-title>What {{ name }} may do</h2>
      <mat-dialog-content>
        <app-form-problem [of]="access" />
        <app-right-field
          [label]="'May, ' + request.where"
          [right]="access"
          [readOnly]="request.grant.principal.kind === 'anonymous'"
        />
      </mat-dialog-content>
      <mat-dialog-actions align="end">
        <button matButton="outlined" type="button" (click)="dialog.close()">Cancel</button>
        <button matButton="filled" type="submit" [disabled]="access().submitting()">Save</button>
      </mat-dialog-actions>
    </form>
  `,
})
export class ChangeAccess {
  protected readonly request = inject<ChangeAccessRequest>(MAT_DIALOG_DATA);
  protected readonly dialog = inject<MatDialogRef<ChangeAccess, GrantView>>(MatDialogRef);
  protected readonly name = principalWords(this.request.grant.principal).name;
  /** The four rights are in the menu that led here. */
  private readonly model = signal<RightModel>({ ...rightModelOf(this.request.grant.verbs), preset: 'EXACT' });
  protected readonly access = form(
    this.model,
    (path) => {
      disabled(path.manage, {
        when: ({ value }) =>
          !value() && this.request.grant.pattern !== null && 'Only for the whole namespace: this entry has a pattern.',
      });
    },
    submission(async (right) => {
      this.dialog.close(await this.request.change(grantRightOf(right)));
    }),
  );
}
