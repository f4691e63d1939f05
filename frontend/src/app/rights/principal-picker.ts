import {
  Component,
  computed,
  effect,
  type ElementRef,
  input,
  linkedSignal,
  model,
  signal,
  viewChild,
} from '@angular/core';
import type { FormValueControl } from '@angular/forms/signals';
import { MatAutocomplete, MatAutocompleteTrigger, MatOptgroup, MatOption } from '@angular/material/autocomplete';
import type { PickedPrincipal, PrincipalKind } from './picked-principal';
import { searchPrincipals } from './principal-search';

const ALL: readonly PrincipalKind[] = ['user', 'group', 'robot', 'members', 'everyone', 'anonymous'];

/** Finds a person, a group, a robot, or names many at once; by typing, arrow keys and Enter. */
@Component({
  selector: 'app-principal-picker',
  imports: [MatAutocomplete, MatAutocompleteTrigger, MatOptgroup, MatOption],
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
    <mat-autocomplete #suggestions [displayWith]="nameOf" (optionSelected)="value.set($event.option.value)">
      @for (group of search.groups(); track group.label) {
        <mat-optgroup [label]="group.label">
          @for (option of group.options; track keyOf(option)) {
            <mat-option [value]="option">
              {{ option.name }}
              @if (option.detail) {
                <span class="quiet">{{ option.detail }}</span>
              }
            </mat-option>
          }
        </mat-optgroup>
      } @empty {
        @if (q() !== '' && !search.loading()) {
          <mat-option disabled>Nobody is called that</mat-option>
        }
      }
    </mat-autocomplete>
  `,
  host: { style: 'display: block' },
})
export class PrincipalPicker implements FormValueControl<PickedPrincipal | null> {
  private readonly field = viewChild.required<ElementRef<HTMLInputElement>>('field');
  readonly value = model<PickedPrincipal | null>(null);
  readonly touched = model(false);
  /** Of what kinds somebody may be chosen. */
  readonly kinds = input<readonly PrincipalKind[]>(ALL);
  protected readonly q = signal('');
  protected readonly text = linkedSignal(() => this.value()?.name ?? '');
  protected readonly search = searchPrincipals(
    this.q,
    computed(() => this.kinds()),
  );

  constructor() {
    effect(() => {
      this.takeTyped();
    });
  }

  focus(options?: FocusOptions): void {
    this.field().nativeElement.focus(options);
  }

  protected readonly nameOf = (picked: PickedPrincipal | null): string => picked?.name ?? '';

  protected keyOf(picked: PickedPrincipal): string {
    return 'id' in picked ? picked.id : picked.kind;
  }

  protected find(typed: string): void {
    this.q.set(typed.trim());
    this.value.set(null);
    this.text.set(typed);
  }

  /** A name typed in full counts as chosen, once the answer to it shows that it can mean but one. */
  private takeTyped(): void {
    const name = this.q();
    if (name === '' || this.search.loading() || this.value() !== null) return;
    const options = this.search.groups().flatMap((group) => group.options);
    const matches = options.filter((option) => option.name === name);
    if (matches.length === 1) this.value.set(matches[0] ?? null);
  }
}
