import { Component, inject, signal } from '@angular/core';
import { form, FormField, FormRoot, required, validateStandardSchema } from '@angular/forms/signals';
import { MatButton } from '@angular/material/button';
import { MatDialogActions, MatDialogContent, MatDialogRef, MatDialogTitle } from '@angular/material/dialog';
import { createGroup, GroupName, type GroupView } from '@spectacles/contracts';
import * as z from 'zod';
import { ConsoleClient } from '../api/console-client';
import { Field } from '../forms/field';
import { FormProblem } from '../forms/form-problem';
import { submission } from '../forms/submission';
import { InForce } from '../in-force/in-force';

const GroupForm = z.object({ name: GroupName, description: z.string().max(2000, 'At most 2000 characters.') });

@Component({
  selector: 'app-create-group',
  imports: [Field, FormField, FormProblem, FormRoot, MatButton, MatDialogActions, MatDialogContent, MatDialogTitle],
  template: `
    <form [formRoot]="group">
      <h2 mat-dialog-title>Create a group</h2>
      <mat-dialog-content>
        <app-form-problem [of]="group" />
        <app-field label="Name" [field]="group.name" hint="It cannot be changed, nor given to another group later.">
          <input [formField]="group.name" autocomplete="off" autocapitalize="none" spellcheck="false" />
        </app-field>
        <app-field label="What it is for" [field]="group.description" [optional]="true">
          <input [formField]="group.description" autocomplete="off" />
        </app-field>
      </mat-dialog-content>
      <mat-dialog-actions align="end">
        <button matButton="outlined" type="button" (click)="dialog.close()">Cancel</button>
        <button matButton="filled" type="submit" [disabled]="group().submitting()">Create the group</button>
      </mat-dialog-actions>
    </form>
  `,
})
export class CreateGroup {
  private readonly client = inject(ConsoleClient);
  private readonly inForce = inject(InForce);
  protected readonly dialog = inject<MatDialogRef<CreateGroup, GroupView>>(MatDialogRef);
  private readonly model = signal({ name: '', description: '' });
  protected readonly group = form(
    this.model,
    (path) => {
      required(path.name, { message: 'Choose a name.' });
      validateStandardSchema(path, () => GroupForm);
    },
    submission(async (body) => {
      const created = await this.client.send(createGroup, { body });
      this.inForce.tell(`The group ${created.name} is there. Take people in, then give it rights in a namespace.`);
      this.dialog.close(created);
    }),
  );
}
