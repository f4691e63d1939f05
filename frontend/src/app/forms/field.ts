import { afterRenderEffect, Component, computed, ElementRef, inject, input } from '@angular/core';
import type { FieldTree } from '@angular/forms/signals';

let fields = 0;

/** A control with its label above it, its hint, and what is wrong with it below. */
@Component({
  selector: 'app-field',
  template: `
    <label class="field-label" [attr.for]="id">
      {{ label() }}
      @if (optional()) {
        <span class="quiet">&ngsp;(optional)</span>
      }
    </label>
    <ng-content />
    @if (error(); as message) {
      <p class="field-error" role="alert" [id]="id + '-error'">{{ message }}</p>
    } @else if (hint()) {
      <p class="field-hint" [id]="id + '-hint'">{{ hint() }}</p>
    }
  `,
  host: { class: 'field' },
})
export class Field {
  private readonly host = inject<ElementRef<HTMLElement>>(ElementRef);
  protected readonly id = `field-${String(++fields)}`;
  readonly label = input.required<string>();
  readonly field = input.required<FieldTree<unknown>>();
  readonly hint = input('');
  readonly optional = input(false);

  /** One thing at a time: the first that is wrong, once the person has left the field or tried to go on. */
  protected readonly error = computed(() => {
    const state = this.field()();
    return state.touched() ? (state.errors()[0]?.message ?? null) : null;
  });

  constructor() {
    afterRenderEffect(() => {
      const control = this.host.nativeElement.querySelector('input, select, textarea');
      if (control === null) return;
      const wrong = this.error() !== null;
      const described = wrong ? `${this.id}-error` : this.hint() === '' ? null : `${this.id}-hint`;
      control.id = this.id;
      control.toggleAttribute('aria-invalid', false);
      if (wrong) control.setAttribute('aria-invalid', 'true');
      if (described === null) control.removeAttribute('aria-describedby');
      else control.setAttribute('aria-describedby', described);
      if (!this.optional() && this.field()().required()) control.setAttribute('aria-required', 'true');
    });
  }
}
