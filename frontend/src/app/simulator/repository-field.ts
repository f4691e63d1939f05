import { Component, computed, inject, input } from '@angular/core';
import { type FieldTree, FormField } from '@angular/forms/signals';
import { MatAutocomplete, MatAutocompleteTrigger, MatOption } from '@angular/material/autocomplete';
import { listRepositories } from '@spectacles/contracts';
import { ConsoleClient } from '../api/console-client';
import { Field } from '../forms/field';

const SUGGESTIONS = 8;

/** A repository, typed; those that the person sees are suggested, and others may be typed as well. */
@Component({
  selector: 'app-repository-field',
  imports: [Field, FormField, MatAutocomplete, MatAutocompleteTrigger, MatOption],
  template: `
    <app-field label="Repository" [field]="field()" hint="It need not exist yet.">
      <input
        class="mono"
        autocomplete="off"
        autocapitalize="none"
        spellcheck="false"
        [formField]="field()"
        [matAutocomplete]="suggestions"
      />
    </app-field>
    <mat-autocomplete #suggestions (optionSelected)="choose($event.option.value)">
      @for (name of names(); track name) {
        <mat-option [value]="name">{{ name }}</mat-option>
      }
    </mat-autocomplete>
  `,
})
export class RepositoryField {
  readonly field = input.required<FieldTree<string>>();
  readonly registryId = input<string>();
  private readonly found = inject(ConsoleClient).read(listRepositories, () => ({
    query: { q: this.field()().value().trim(), registryId: this.registryId(), limit: SUGGESTIONS },
  }));
  protected readonly names = computed(() => [...new Set(this.found.value()?.items.map(({ name }) => name) ?? [])]);

  protected choose(name: string): void {
    this.field()().value.set(name);
  }
}
