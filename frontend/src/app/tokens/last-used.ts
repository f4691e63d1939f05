import { Component, input } from '@angular/core';
import type { CredentialUse } from '@spectacles/contracts';
import { TimeAgo } from '../figures/time-ago';

/** When a credential was used last, and for what. */
@Component({
  selector: 'app-last-used',
  imports: [TimeAgo],
  template: `
    <span>
      <app-time-ago [at]="use()?.at ?? null" />
      @if (use(); as use) {
        <span class="sub">from {{ use.address }}</span>
      }
    </span>
  `,
})
export class LastUsed {
  readonly use = input.required<CredentialUse | null>();
}
