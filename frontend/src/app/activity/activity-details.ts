import { Component, input } from '@angular/core';
import type { ActivityView } from '@spectacles/contracts';
import { TimeAgo } from '../figures/time-ago';

/** What it was before and what it is now, and where it came from. */
@Component({
  selector: 'app-activity-details',
  imports: [TimeAgo],
  template: `
    @if (row().changes.length > 0) {
      <ul>
        @for (change of row().changes; track $index) {
          <li>
            <b>{{ change.field }}</b>: <del>{{ change.before ?? 'nothing' }}</del> <span aria-hidden="true"> → </span>
            <span class="visually-hidden"> became </span>
            <ins>{{ change.after ?? 'nothing' }}</ins>
          </li>
        }
      </ul>
    }
    <dl class="facts">
      <dt>When</dt>
      <dd><app-time-ago [at]="row().at" [always]="true" /></dd>
      <dt>From</dt>
      <dd>{{ row().address || 'nowhere: by itself' }}{{ row().userAgent ? ', by ' + row().userAgent : '' }}</dd>
      @if (row().policyVersion !== null) {
        <dt>Policy version</dt>
        <dd>{{ row().policyVersion }}</dd>
      }
      @if (row().requestId) {
        <dt>Request</dt>
        <dd>
          <code>{{ row().requestId }}</code>
        </dd>
      }
    </dl>
  `,
  styles: `
    ul {
      margin-bottom: 12px;
    }
    del {
      color: var(--quiet);
    }
    ins {
      text-decoration: none;
      font-weight: 500;
    }
  `,
})
export class ActivityDetails {
  readonly row = input.required<ActivityView>();
}
