import { Component, input } from '@angular/core';
import { MatIconButton } from '@angular/material/button';
import { MatIcon } from '@angular/material/icon';
import type { OpenRow } from './open-row';

/** Unfolds a row of a list. */
@Component({
  selector: 'app-row-toggle',
  imports: [MatIcon, MatIconButton],
  template: `
    <button
      matIconButton
      type="button"
      [attr.aria-expanded]="rows().id() === id()"
      [attr.aria-label]="'Details: ' + about()"
      (click)="rows().toggle(id())"
    >
      <mat-icon [svgIcon]="rows().id() === id() ? 'up' : 'down'" />
    </button>
  `,
})
export class RowToggle {
  readonly rows = input.required<OpenRow>();
  readonly id = input.required<string>();
  /** Names the row for a screen reader. */
  readonly about = input.required<string>();
}
