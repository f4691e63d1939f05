import { Component, inject, signal } from '@angular/core';
import { form, FormField, FormRoot } from '@angular/forms/signals';
import { MatButton } from '@angular/material/button';
import {
  MAT_DIALOG_DATA,
  MatDialogActions,
  MatDialogContent,
  MatDialogRef,
  MatDialogTitle,
} from '@angular/material/dialog';
import { type IssuedRobotSecretView, type RobotView, rotateRobotSecret } from '@spectacles/contracts';
import { ConsoleClient } from '../api/console-client';
import { Field } from '../forms/field';
import { FormProblem } from '../forms/form-problem';
import { submission } from '../forms/submission';

const HOUR_MS = 3_600_000;

/** Makes a second secret, and says when the first ends. */
@Component({
  selector: 'app-rotate-secret',
  imports: [Field, FormField, FormProblem, FormRoot, MatButton, MatDialogActions, MatDialogContent, MatDialogTitle],
  template: `
    <form [formRoot]="rotation">
      <h2 mat-dialog-title>A new secret for {{ robot.login }}</h2>
      <mat-dialog-content>
        <app-form-problem [of]="rotation" />
        <app-field
          label="The old secret ends"
          [field]="rotation.overlap"
          hint="Both work until then, so that no job fails while you put the new one in place."
        >
          <select [formField]="rotation.overlap">
            <option value="24">in a day</option>
            <option value="168">in a week</option>
            <option value="720">in 30 days</option>
            <option value="1">in an hour</option>
            <option value="">when I delete it</option>
          </select>
        </app-field>
      </mat-dialog-content>
      <mat-dialog-actions align="end">
        <button matButton="outlined" type="button" (click)="dialog.close()">Cancel</button>
        <button matButton="filled" type="submit" [disabled]="rotation().submitting()">Make the secret</button>
      </mat-dialog-actions>
    </form>
  `,
})
export class RotateSecret {
  private readonly client = inject(ConsoleClient);
  protected readonly robot = inject<RobotView>(MAT_DIALOG_DATA);
  protected readonly dialog = inject<MatDialogRef<RotateSecret, IssuedRobotSecretView>>(MatDialogRef);
  private readonly model = signal({ overlap: '24' });
  protected readonly rotation = form(
    this.model,
    submission(async ({ overlap }) => {
      const previousExpiresAt = new Date(Date.now() + Number(overlap) * HOUR_MS).toISOString();
      const body = overlap === '' ? {} : { previousExpiresAt };
      this.dialog.close(await this.client.send(rotateRobotSecret, { params: { id: this.robot.id }, body }));
    }),
  );
}
