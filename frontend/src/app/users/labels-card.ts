import { Component, inject, input, linkedSignal, output } from '@angular/core';
import { form, FormField, FormRoot } from '@angular/forms/signals';
import { MatButton, MatIconButton } from '@angular/material/button';
import { MatIcon } from '@angular/material/icon';
import { changeUser, type UserView } from '@spectacles/contracts';
import { ConsoleClient } from '../api/console-client';
import { Field } from '../forms/field';
import { FormProblem } from '../forms/form-problem';
import { submission } from '../forms/submission';
import { InForce } from '../in-force/in-force';
import { labelRows, labelRules, labelsOf } from './label-rows';

/** Labels that the rules of a registry may ask for. */
@Component({
  selector: 'app-labels-card',
  imports: [Field, FormField, FormProblem, FormRoot, MatButton, MatIcon, MatIconButton],
  template: `
    <form class="card pad" [formRoot]="labels" aria-labelledby="labels-heading">
      <h2 id="labels-heading">Labels</h2>
      <p class="quiet">Rules can match them, such as <code>team</code> with the values <code>web, api</code>.</p>
      <app-form-problem [of]="labels" />
      @for (row of labels; track $index) {
        <fieldset>
          <legend class="visually-hidden">Label {{ $index + 1 }}</legend>
          <app-field label="Name" [field]="row.name">
            <input [formField]="row.name" class="mono" autocomplete="off" spellcheck="false" />
          </app-field>
          <app-field label="Values" [field]="row.values" hint="Separated by commas.">
            <input [formField]="row.values" class="mono" autocomplete="off" spellcheck="false" />
          </app-field>
          <button
            matIconButton
            type="button"
            [attr.aria-label]="'Remove label ' + (row.name().value() || $index + 1)"
            (click)="remove($index)"
          >
            <mat-icon svgIcon="trash" />
          </button>
        </fieldset>
      } @empty {
        <p class="quiet none">No labels.</p>
      }
      <div class="form-actions">
        <button matButton="filled" type="submit" [disabled]="labels().submitting()">Save the labels</button>
        <button matButton="outlined" type="button" (click)="add()"><mat-icon svgIcon="plus" />Add a label</button>
      </div>
    </form>
  `,
  styles: `
    h2 + p {
      margin-bottom: 12px;
    }
    fieldset {
      display: grid;
      grid-template-columns: minmax(0, 2fr) minmax(0, 3fr) auto;
      gap: 0 8px;
      align-items: start;
    }
    fieldset button {
      margin-top: 24px;
    }
  `,
})
export class LabelsCard {
  private readonly client = inject(ConsoleClient);
  private readonly inForce = inject(InForce);
  readonly user = input.required<UserView>();
  readonly changed = output<UserView>();
  private readonly model = linkedSignal(() => labelRows(this.user().labels));
  protected readonly labels = form(
    this.model,
    labelRules,
    submission(async (rows) => {
      const { id, username } = this.user();
      const user = await this.client.send(changeUser, { params: { id }, body: { labels: labelsOf(rows) } });
      this.changed.emit(user);
      this.inForce.tell(`The labels of ${username} are saved.`);
    }),
  );

  protected add(): void {
    this.model.update((rows) => [...rows, { name: '', values: '' }]);
  }

  protected remove(index: number): void {
    this.model.update((rows) => rows.filter((_row, at) => at !== index));
  }
}
