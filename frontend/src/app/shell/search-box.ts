import { Component, type ElementRef, inject, signal, viewChild } from '@angular/core';
import { MatIcon } from '@angular/material/icon';
import { Router } from '@angular/router';

/** Finds repositories by a part of their name, from everywhere. */
@Component({
  selector: 'app-search-box',
  imports: [MatIcon],
  template: `
    <form role="search" (submit)="search($event)">
      <mat-icon svgIcon="search" />
      <input
        #field
        type="search"
        name="q"
        autocomplete="off"
        spellcheck="false"
        aria-label="Search repositories"
        aria-keyshortcuts="Control+K"
        placeholder="Search repositories"
        [value]="text()"
        (input)="text.set(field.value)"
      />
      <kbd aria-hidden="true">Ctrl K</kbd>
    </form>
  `,
  host: { '(document:keydown)': 'focusByShortcut($event)' },
  styles: `
    :host {
      flex: 0 1 460px;
      min-width: 0;
    }
    form {
      display: flex;
      align-items: center;
      gap: 8px;
      height: 36px;
      padding: 0 8px 0 12px;
      border: 1px solid var(--control);
      border-radius: 8px;
      color: var(--quiet);
    }
    form:focus-within {
      outline: 2px solid var(--primary);
      outline-offset: 2px;
    }
    input {
      flex: 1;
      min-width: 0;
      min-height: 32px;
      padding: 0;
      border: 0;
      outline: none;
      background: transparent;
    }
    kbd {
      padding: 0 6px;
      border: 1px solid var(--line);
      border-radius: 4px;
      font: 12px/18px var(--sans);
      white-space: nowrap;
    }
    @media (max-width: 599px) {
      kbd {
        display: none;
      }
    }
  `,
})
export class SearchBox {
  private readonly router = inject(Router);
  private readonly field = viewChild.required<ElementRef<HTMLInputElement>>('field');
  protected readonly text = signal('');

  protected focusByShortcut(event: KeyboardEvent): void {
    if (event.key.toLowerCase() !== 'k' || !(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey) return;
    event.preventDefault();
    this.field().nativeElement.focus();
    this.field().nativeElement.select();
  }

  protected search(event: Event): void {
    event.preventDefault();
    const q = this.text().trim();
    void this.router.navigate(['/repositories'], { queryParams: q === '' ? {} : { q } });
  }
}
