import { Component, inject, signal } from '@angular/core';
import { form, FormField, FormRoot, validate } from '@angular/forms/signals';
import { MatButton } from '@angular/material/button';
import {
  MAT_DIALOG_DATA,
  MatDialogActions,
  MatDialogContent,
  MatDialogRef,
  MatDialogTitle,
} from '@angular/material/dialog';
import type { MemberRole, MemberView } from '@spectacles/contracts';
import { Field } from '../forms/field';
import { FormProblem } from '../forms/form-problem';
import { submission } from '../forms/submission';
import type { PickedPrincipal } from '../rights/picked-principal';
import { PrincipalPicker } from '../rights/principal-picker';

export interface AddMemberRequest {
  readonly what: string;
  readonly put: (userId: string, role: MemberRole) => Promise<MemberView>;
}

/** Takes a person in. */
@Component({
  selector: 'app-add-member',
  imports: [
    Field,
    FormField,
    FormProblem,
    FormRoot,
    MatButton,
    MatDialogActions,
    MatDialogContent,
    MatDialogTitle,
    PrincipalPicker,
  ],
  template: `
    <form [formRoot]="member">
      <h2 mat-dialog-title>Add somebody to {{ request.what }}</h2>
      <mat-dialog-content>
        <app-form-problem [of]="member" />
        <app-field label="Person" [field]="member.person" hint="Type a part of the name.">
          <app-principal-picker [formField]="member.person" [kinds]="['user']" cdkFocusInitial />
        </app-field>
        <app-field label="Role" [field]="member.role" hint="Managers also take in and remove others.">
          <select [formField]="member.role">
            <option value="member">member</option>
            <option value="manager">manager</option>
          </select>
        </app-field>
      </mat-dialog-content>
      <mat-dialog-actions align="end">
        <button matButton="outlined" type="button" (click)="dialog.close()">Cancel</button>
        <button matButton="filled" type="submit" [disabled]="member().submitting()">Add</button>
      </mat-dialog-actions>
    </form>
  `,
})
export class AddMember {
  protected readonly request = inject<AddMemberRequest>(MAT_DIALOG_DATA);
  protected readonly dialog = inject<MatDialogRef<AddMember, MemberView>>(MatDialogRef);
  private readonly model = signal<{ person: PickedPrincipal | null; role: MemberRole }>({
    person: null,
    role: 'member',
  });
  protected readonly member = form(
    this.model,
    (path) => {
      validate(path.person, ({ value }) =>
        value() === null ? { kind: 'required', message: 'Choose a person from the list.' } : undefined,
      );
    },
    submission(async ({ person, role }) => {
      if (person !== null && 'id' in person) this.dialog.close(await this.request.put(person.id, role));
    }),
  );
}
