import { Component, computed, input } from '@angular/core';
import { type FieldTree, FormField } from '@angular/forms/signals';
import { Field } from '../forms/field';
import { type RightModel, verbChoices } from './right-model';
import { rightChoices } from './right-words';

/** One of the four rights, or the exact verbs where none of them fits. */
@Component({
  selector: 'app-right-field',
  imports: [Field, FormField],
  template: `
    <app-field [label]="label()" [field]="right().preset" hint="The weakest that does is best.">
      <select [formField]="right().preset">
        @for (choice of presets(); track choice.right) {
          <option [value]="choice.right">{{ choice.words }}</option>
        }
        <option value="EXACT">exactly these verbs…</option>
      </select>
    </app-field>
    @if (right().preset().value() === 'EXACT') {
      <fieldset>
        <legend>Exactly</legend>
        @for (choice of verbs(); track choice.verb) {
          <label class="choice">
            <input type="checkbox" [formField]="right()[choice.verb]" />
            <span>
              {{ choice.words }}
              @if (right()[choice.verb]().disabledReasons()[0]?.message; as reason) {
                <span class="sub">{{ reason }}</span>
              }
            </span>
          </label>
        }
      </fieldset>
    }
  `,
})
export class RightField {
  readonly label = input('May');
  readonly right = input.required<FieldTree<RightModel>>();
  /** Strangers pull at most, and manage nothing. */
  readonly readOnly = input(false);
  protected readonly presets = computed(() => (this.readOnly() ? rightChoices.slice(0, 2) : rightChoices));
  protected readonly verbs = computed(() =>
    this.readOnly() ? verbChoices.filter(({ verb }) => verb === 'pull' || verb === 'browse') : verbChoices,
  );
}
