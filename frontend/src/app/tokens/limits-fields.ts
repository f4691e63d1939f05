import { Component, computed, inject, input } from '@angular/core';
import { type FieldTree, FormField } from '@angular/forms/signals';
import { readSettings } from '@spectacles/contracts';
import { ConsoleClient } from '../api/console-client';
import { Field } from '../forms/field';
import { ScopeEditor } from '../rights/scope-editor/scope-editor';
import type { LimitsModel } from './limits-model';

const CHOICES = [1, 7, 30, 90, 180, 365];

/** What a token or a robot may do at most, how long, and from where. */
@Component({
  selector: 'app-limits-fields',
  imports: [Field, FormField, ScopeEditor],
  template: `
    <fieldset>
      <legend>May do</legend>
      <label class="choice">
        <input type="radio" [name]="radios" [checked]="!limited()" (change)="limit(false)" />
        <span>{{ unlimitedWords() }}</span>
      </label>
      <label class="choice">
        <input type="radio" [name]="radios" [checked]="limited()" (change)="limit(true)" />
        <span>only what is chosen here</span>
      </label>
    </fieldset>
    @if (limited()) {
      <app-scope-editor
        [rows]="limits().scopes"
        [newPattern]="newPattern()"
        [fixedRegistry]="fixedRegistry()"
        [namespaceId]="namespaceId()"
      />
    }
    <app-field class="after" label="Ends" [field]="limits().expiry" [hint]="longest()">
      <select [formField]="limits().expiry">
        @for (days of choices(); track days) {
          <option [value]="days">in {{ days === 1 ? 'a day' : days + ' days' }}</option>
        }
        <option value="on">on a day of my choice…</option>
        @if (maximum() === null || limits().expiry().value() === 'never') {
          <option value="never">never</option>
        }
      </select>
    </app-field>
    @if (limits().expiry().value() === 'on') {
      <app-field label="Last day" [field]="limits().expiresAt">
        <input type="date" [formField]="limits().expiresAt" />
      </app-field>
    }
    <app-field
      label="Only from these networks"
      [field]="limits().addressRanges"
      [optional]="true"
      hint="Addresses or networks, one a line, such as 10.20.0.0/16. Empty: from everywhere."
    >
      <textarea [formField]="limits().addressRanges" spellcheck="false" rows="3"></textarea>
    </app-field>
  `,
  styles: `
    :host {
      display: block;
    }
    .after {
      margin-top: 16px;
    }
  `,
})
export class LimitsFields {
  readonly limits = input.required<FieldTree<LimitsModel>>();
  readonly unlimitedWords = input('all that I may do');
  readonly newPattern = input('');
  readonly fixedRegistry = input(false);
  readonly namespaceId = input<string>();
  protected readonly radios = 'limited';
  private readonly settings = inject(ConsoleClient).read(readSettings, () => ({}));
  protected readonly limited = computed(() => this.limits().limited().value());
  protected readonly maximum = computed(() => this.settings.value()?.maximumTokenDays ?? null);
  protected readonly longest = computed(() => {
    const days = this.maximum();
    return days === null ? '' : `At most ${String(days)} days: so the settings say.`;
  });
  protected readonly choices = computed(() => {
    const { defaultTokenDays } = this.settings.value() ?? { defaultTokenDays: 90 };
    const chosen = Number(this.limits().expiry().value());
    const all = [...CHOICES, defaultTokenDays, ...(Number.isFinite(chosen) ? [chosen] : [])];
    const most = this.maximum() ?? Number.POSITIVE_INFINITY;
    return [...new Set(all)].filter((days) => days > 0 && days <= most).sort((a, b) => a - b);
  });

  protected limit(limited: boolean): void {
    this.limits().limited().value.set(limited);
  }
}
