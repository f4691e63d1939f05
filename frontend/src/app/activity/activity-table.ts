import { Component, computed, inject, input } from '@angular/core';
import { RouterLink } from '@angular/router';
import type { ActivityView } from '@spectacles/contracts';
import { TimeAgo } from '../figures/time-ago';
import { OpenRow } from '../paging/open-row';
import { RowToggle } from '../paging/row-toggle';
import { SessionStore } from '../session/session-store';
import { ActivityDetails } from './activity-details';
import { activityWords, actorWords, isAdministratorsPage, objectLink } from './activity-words';

/** Changes: who did what to what, from where. */
@Component({
  selector: 'app-activity-table',
  imports: [ActivityDetails, RouterLink, RowToggle, TimeAgo],
  template: `
    <table class="list">
      <thead>
        <tr>
          <th scope="col">When</th>
          <th scope="col">Who</th>
          <th scope="col">Did</th>
          <th scope="col">To</th>
          <th scope="col">From</th>
          <th scope="col"><span class="visually-hidden">Details</span></th>
        </tr>
      </thead>
      <tbody>
        @for (item of rows(); track item.row.id) {
          <tr>
            <td class="title"><app-time-ago [at]="item.row.at" /></td>
            <td data-label="Who">
              <span>
                {{ item.who }}
                @if (item.row.credential; as credential) {
                  <span class="sub">token {{ credential.name }}</span>
                }
              </span>
            </td>
            <td data-label="Did">{{ item.did }}</td>
            <td data-label="To">
              @if (item.link) {
                <a [routerLink]="item.link">{{ item.row.object.name || item.row.object.kind }}</a>
              } @else {
                {{ item.row.object.name || item.row.object.kind }}
              }
            </td>
            <td data-label="From">{{ item.row.address || '–' }}</td>
            <td class="menu">
              <app-row-toggle [rows]="open" [id]="item.row.id" [about]="item.who + ' ' + item.did" />
            </td>
          </tr>
          @if (open.id() === item.row.id) {
            <tr class="detail">
              <td colspan="6"><app-activity-details [row]="item.row" /></td>
            </tr>
          }
        }
      </tbody>
    </table>
  `,
})
export class ActivityTable {
  private readonly administrator = inject(SessionStore).administrator;
  readonly activity = input.required<readonly ActivityView[]>();
  protected readonly open = new OpenRow();
  protected readonly rows = computed(() =>
    this.activity().map((row) => ({
      row,
      who: actorWords(row.actor),
      did: activityWords(row.action),
      link: this.linkOf(row),
    })),
  );

  private linkOf(row: ActivityView): string | null {
    const link = objectLink(row);
    return link !== null && isAdministratorsPage(link) && !this.administrator() ? null : link;
  }
}
