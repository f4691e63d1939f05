import { Component, computed, type ElementRef, inject, linkedSignal, model, signal, viewChild } from '@angular/core';
import type { FormValueControl } from '@angular/forms/signals';
import { MatAutocomplete, MatAutocompleteTrigger, MatOption } from '@angular/material/autocomplete';
import { findPeople, type UserReference } from '@spectacles/contracts';
import { ConsoleClient } from '../api/console-client';

const SUGGESTIONS = 8;

/** Finds one person by a part of the name. */
@Component({
  selector: 'app-person-picker',
  imports: [MatAutocomplete, MatAutocompleteTrigger, MatOption],
  template: `
    <input
      #field
      type="text"
      autocomplete="off"
      autocapitalize="none"
      spellcheck="false"
      [matAutocomplete]="suggestions"
      [value]="text()"
      (input)="find(field.value)"
      (blur)="touched.set(true)"
    />
    <mat-autocomplete #suggestions [displayWith]="nameOf" (optionSelected)="choose($event.option.value)">
      @for (person of suggested(); track person.id) {
        <mat-option [value]="person">
          {{ person.username }}
          @if (person.displayName) {
            <span class="quiet">{{ person.displayName }}</span>
          }
        </mat-option>
      } @empty {
        @if (q() !== '' && !people.loading()) {
          <mat-option disabled>Nobody is called that</mat-option>
        }
      }
    </mat-autocomplete>
  `,
  host: { style: 'display: block' },
})
export class PersonPicker implements FormValueControl<UserReference | null> {
  private readonly field = viewChild.required<ElementRef<HTMLInputElement>>('field');
  readonly value = model<UserReference | null>(null);
  readonly touched = model(false);
  protected readonly text = linkedSignal(() => this.value()?.username ?? '');
  protected readonly q = signal('');
  protected readonly people = inject(ConsoleClient).read(findPeople, () => ({
    query: { q: this.q(), limit: SUGGESTIONS },
  }));

  /** While an answer is on its way, nobody who is not what was typed: Enter may follow. */
  protected readonly suggested = computed(() => {
    const items = this.people.value()?.items ?? [];
    const q = this.q().toLowerCase();
    return this.people.loading()
      ? items.filter(({ username, displayName }) => `${username} ${displayName}`.toLowerCase().includes(q))
      : items;
  });

  focus(options?: FocusOptions): void {
    this.field().nativeElement.focus(options);
  }

  protected readonly nameOf = (person: UserReference | null): string => person?.username ?? '';

  protected find(typed: string): void {
    this.q.set(typed.trim());
    const match = this.people.value()?.items.find(({ username }) => username === typed.trim());
    this.value.set(match ?? null);
    this.text.set(typed);
  }

  protected choose(person: UserReference): void {
    this.value.set(person);
  }
}
