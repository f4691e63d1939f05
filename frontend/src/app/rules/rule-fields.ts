import { Component, computed, input } from '@angular/core';
import { type FieldTree, FormField } from '@angular/forms/signals';
import { MatButton, MatIconButton } from '@angular/material/button';
import { MatIcon } from '@angular/material/icon';
import { Field } from '../forms/field';
import type { RuleModel } from './rule-model';

/** The fields of one rule. */
@Component({
  selector: 'app-rule-fields',
  imports: [Field, FormField, MatButton, MatIcon, MatIconButton],
  templateUrl: './rule-fields.html',
  styles: `
    :host {
      display: block;
    }
    .pair {
      display: grid;
      grid-template-columns: repeat(auto-fit, minmax(220px, 1fr));
      gap: 0 16px;
    }
    .label {
      display: grid;
      grid-template-columns: minmax(0, 2fr) minmax(0, 3fr) auto;
      gap: 0 8px;
    }
    .label button {
      margin-top: 24px;
    }
    .boxes {
      display: flex;
      flex-wrap: wrap;
      gap: 0 20px;
    }
  `,
})
export class RuleFields {
  readonly rule = input.required<FieldTree<RuleModel>>();

  /** What is wrong with the rule and with none of its fields. */
  protected readonly whole = computed(() => [...this.rule()().errors(), ...this.rule().match().errors()]);

  protected addLabel(): void {
    this.rule()
      .match.labels()
      .value.update((labels) => [...labels, { name: '', value: '' }]);
  }

  protected removeLabel(index: number): void {
    this.rule()
      .match.labels()
      .value.update((labels) => labels.filter((_label, at) => at !== index));
  }
}
