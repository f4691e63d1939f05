import { Component, computed, inject, input } from '@angular/core';
import { type FieldTree, FormField } from '@angular/forms/signals';
import { listRepositories } from '@spectacles/contracts';
import { ConsoleClient } from '../api/console-client';
import { Field } from '../forms/field';
import { patternMatcher, patternWords } from './pattern-words';

const LOOKED_AT = 200;
const NAMED = 3;

/** Where a pattern of repository names is typed; says while typing what it matches now. */
@Component({
  selector: 'app-pattern-field',
  imports: [Field, FormField],
  template: `
    <app-field [label]="label()" [field]="field()" [hint]="words()" [optional]="optional()">
      <input
        [formField]="field()"
        class="mono"
        autocomplete="off"
        autocapitalize="none"
        spellcheck="false"
        [placeholder]="example()"
      />
    </app-field>
    @if (matching(); as words) {
      <p class="field-hint" aria-live="polite">{{ words }}</p>
    }
  `,
  styles: `
    :host {
      display: block;
    }
    p {
      margin: -12px 0 16px;
    }
  `,
})
export class PatternField {
  readonly label = input('Repositories');
  readonly field = input.required<FieldTree<string>>();
  readonly optional = input(false);
  readonly example = input('');
  /** Where it is known, what is there already is looked through. */
  readonly namespaceId = input<string>();
  protected readonly words = computed(
    () => this.field()().disabledReasons()[0]?.message ?? patternWords(this.field()().value().trim()),
  );
  private readonly repositories = inject(ConsoleClient).read(listRepositories, () => {
    const namespaceId = this.namespaceId();
    return namespaceId === undefined ? undefined : { query: { namespaceId, limit: LOOKED_AT } };
  });
  protected readonly matching = computed(() => {
    const pattern = this.field()().value().trim();
    const page = this.repositories.value();
    if (pattern === '' || page === undefined) return '';
    const matches = patternMatcher(pattern);
    const names = page.items.map(({ name }) => name).filter(matches);
    return matchWords(names, page.next === null ? 'of what is there now' : `of the first ${String(LOOKED_AT)}`);
  });
}

function matchWords(names: readonly string[], among: string): string {
  if (names.length === 0) return `Matches nothing ${among}.`;
  const more = names.length > NAMED ? `, and ${String(names.length - NAMED)} more` : '';
  return `Matches ${String(names.length)} ${among}: ${names.slice(0, NAMED).join(', ')}${more}.`;
}
