import { Component, computed, inject, input } from '@angular/core';
import { MatIcon } from '@angular/material/icon';
import { RouterLink } from '@angular/router';
import { readRules } from '@spectacles/contracts';
import { ConsoleClient } from '../api/console-client';
import { SessionStore } from '../session/session-store';

/** Warns where entries are shown that count for nothing; the rules themselves are for administrators alone. */
@Component({
  selector: 'app-rules-only-note',
  imports: [MatIcon, RouterLink],
  template: `
    @if (rulesOnly()) {
      <div class="note attention" role="status">
        <mat-icon svgIcon="warning" />
        <p>
          Owners and entries count for nothing in this registry:
          <a [routerLink]="['/registries', registryId(), 'rules']">its rules decide alone</a>.
        </p>
      </div>
    }
  `,
  styles: `
    .note {
      margin-bottom: 12px;
    }
  `,
})
export class RulesOnlyNote {
  readonly registryId = input.required<string>();
  private readonly administrator = inject(SessionStore).administrator;
  private readonly rules = inject(ConsoleClient).read(readRules, () =>
    this.administrator() ? { params: { id: this.registryId() } } : undefined,
  );
  protected readonly rulesOnly = computed(() => this.rules.value()?.rulesOnly === true);
}
