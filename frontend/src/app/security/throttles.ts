import { Component, inject } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { listThrottles, releaseThrottle, type ThrottleView } from '@spectacles/contracts';
import { ConsoleClient } from '../api/console-client';
import { toProblem } from '../api/problem';
import { EmptyState } from '../feedback/empty-state';
import { LoadState } from '../feedback/load-state';
import { Notices } from '../feedback/notices';
import { TimeAgo } from '../figures/time-ago';

/** Who waits after wrong passwords, and lets them try again at once. */
@Component({
  selector: 'app-throttles',
  imports: [EmptyState, LoadState, MatButton, TimeAgo],
  template: `
    <section class="card" aria-labelledby="throttles-heading">
      <div class="card-head">
        <div>
          <h2 id="throttles-heading">Waiting after wrong passwords</h2>
          <p class="quiet">One account at one network. Its tokens, and other networks, are not held up.</p>
        </div>
        <button matButton="outlined" type="button" (click)="throttles.reload()">Look again</button>
      </div>
      @if (throttles.value(); as page) {
        @if (page.items.length > 0) {
          <table class="list">
            <thead>
              <tr>
                <th scope="col">Account</th>
                <th scope="col">Network</th>
                <th scope="col" class="number">Failures</th>
                <th scope="col">Until</th>
                <th scope="col"><span class="visually-hidden">Release</span></th>
              </tr>
            </thead>
            <tbody>
              @for (throttle of page.items; track throttle.id) {
                <tr>
                  <th scope="row" class="title">{{ throttle.account }}</th>
                  <td data-label="Network">{{ throttle.network }}</td>
                  <td class="number" data-label="Failures">{{ throttle.failures }}</td>
                  <td data-label="Until"><app-time-ago [at]="throttle.until" [always]="true" /></td>
                  <td class="number">
                    <button
                      matButton="outlined"
                      type="button"
                      [attr.aria-label]="'Release ' + throttle.account + ' at ' + throttle.network"
                      (click)="release(throttle)"
                    >
                      Release
                    </button>
                  </td>
                </tr>
              }
            </tbody>
          </table>
        } @else {
          <app-empty-state heading="Nobody waits" sentence="After ten different wrong passwords a network waits." />
        }
      } @else {
        <app-load-state [of]="throttles" />
      }
    </section>
  `,
})
export class Throttles {
  private readonly client = inject(ConsoleClient);
  private readonly notices = inject(Notices);
  protected readonly throttles = this.client.read(listThrottles, () => ({}));

  protected async release({ id, account, network }: ThrottleView): Promise<void> {
    try {
      await this.client.send(releaseThrottle, { params: { id } });
      this.notices.tell(`${account} may try again from ${network}.`);
    } catch (error) {
      this.notices.tell(toProblem(error).detail);
    }
    this.throttles.reload();
  }
}
