import { Component, inject, input } from '@angular/core';
import { MatIcon } from '@angular/material/icon';
import { RouterLink } from '@angular/router';
import { SessionStore } from '../session/session-store';

/** Warns where entries are shown that count for nothing; the rules themselves are for administrators alone. */
@Component({
  selector: 'app-rules-only-note',
  imports: [MatIcon, RouterLink],
  template: `
    <div class="note attention" role="status">
      <mat-icon svgIcon="warning" />
      <p>
        Owners and entries count for nothing in this registry:
        @if (administrator()) {
          <a [routerLink]="['/registries', registryId(), 'rules']">its rules decide alone</a>.
        } @else {
          its rules decide alone. Only administrators change them.
        }
      </p>
    </div>
  `,
})
export class RulesOnlyNote {
  readonly registryId = input.required<string>();
  protected readonly administrator = inject(SessionStore).administrator;
}
