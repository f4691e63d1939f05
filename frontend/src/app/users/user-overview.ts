import { Component, inject } from '@angular/core';
import { RouterLink } from '@angular/router';
import { listUserGroups } from '@spectacles/contracts';
import { ConsoleClient } from '../api/console-client';
import { EmptyState } from '../feedback/empty-state';
import { LoadState } from '../feedback/load-state';
import { CurrentUser } from './current-user';
import { LabelsCard } from './labels-card';

const PAGE = 200;

/** The groups and the labels of a user. */
@Component({
  selector: 'app-user-overview',
  imports: [EmptyState, LabelsCard, LoadState, RouterLink],
  template: `
    @if (user.value(); as user) {
      <div class="cols">
        <section class="card" aria-labelledby="groups-heading">
          <div class="card-head"><h2 id="groups-heading">Groups</h2></div>
          @if (groups.value(); as page) {
            @if (page.items.length > 0) {
              <table class="list">
                <thead>
                  <tr>
                    <th scope="col">Group</th>
                    <th scope="col">Role</th>
                  </tr>
                </thead>
                <tbody>
                  @for (item of page.items; track item.group.id) {
                    <tr>
                      <th scope="row" class="title">
                        <a [routerLink]="['/groups', item.group.id]">{{ item.group.name }}</a>
                        <span class="sub">{{ item.group.description }}</span>
                      </th>
                      <td data-label="Role">{{ item.role }}</td>
                    </tr>
                  }
                </tbody>
              </table>
              @if (page.next !== null) {
                <p class="list-foot">These are the first {{ page.items.length }}.</p>
              }
            } @else {
              <app-empty-state heading="In no group" sentence="Open a group to take somebody in.">
                <a routerLink="/groups">Groups</a>
              </app-empty-state>
            }
          } @else {
            <app-load-state [of]="groups" />
          }
        </section>
        <app-labels-card [user]="user" (changed)="current.user.replace($event)" />
      </div>
    }
  `,
})
export class UserOverview {
  protected readonly current = inject(CurrentUser);
  protected readonly user = this.current.user;
  protected readonly groups = inject(ConsoleClient).read(listUserGroups, () => {
    const id = this.user.value()?.id;
    return id === undefined ? undefined : { params: { id }, query: { limit: PAGE } };
  });
}
