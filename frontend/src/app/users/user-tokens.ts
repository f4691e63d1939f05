import { Component, inject, input } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { listUserTokens, revokeUserToken, type TokenView, type UserView } from '@spectacles/contracts';
import { ConsoleClient } from '../api/console-client';
import { Confirmation } from '../dialogs/confirm';
import { EmptyState } from '../feedback/empty-state';
import { LoadState } from '../feedback/load-state';
import { TimeAgo } from '../figures/time-ago';
import { InForce } from '../in-force/in-force';
import { scopesWords } from '../rights/scope-editor/scope-rows';

const PAGE = 200;

@Component({
  selector: 'app-user-tokens',
  imports: [EmptyState, LoadState, MatButton, TimeAgo],
  template: `
    <section class="card" aria-labelledby="tokens-heading">
      <div class="card-head"><h2 id="tokens-heading">Tokens</h2></div>
      @if (tokens.value(); as page) {
        @if (page.items.length > 0) {
          <table class="list">
            <thead>
              <tr>
                <th scope="col">Name</th>
                <th scope="col">May at most</th>
                <th scope="col">Ends</th>
                <th scope="col">Last used</th>
                <th scope="col"><span class="visually-hidden">Action</span></th>
              </tr>
            </thead>
            <tbody>
              @for (token of page.items; track token.id) {
                <tr>
                  <th scope="row" class="title">
                    {{ token.name }}<span class="sub">made <app-time-ago [at]="token.createdAt" /></span>
                  </th>
                  <td data-label="May">{{ words(token) }}</td>
                  <td data-label="Ends">
                    @if (token.expiresAt) {
                      <app-time-ago [at]="token.expiresAt" />
                    } @else {
                      never
                    }
                  </td>
                  <td data-label="Last used"><app-time-ago [at]="token.lastUsed?.at ?? null" /></td>
                  <td class="number">
                    <button
                      matButton="outlined"
                      type="button"
                      [attr.aria-label]="'Revoke the token ' + token.name"
                      (click)="revoke(token)"
                    >
                      Revoke…
                    </button>
                  </td>
                </tr>
              }
            </tbody>
          </table>
          @if (page.next !== null) {
            <p class="list-foot">These are the newest {{ page.items.length }}.</p>
          }
        } @else {
          <app-empty-state heading="No tokens" sentence="People make their own, on their page of tokens." />
        }
      } @else {
        <app-load-state [of]="tokens" />
      }
    </section>
  `,
})
export class UserTokens {
  private readonly client = inject(ConsoleClient);
  private readonly confirmation = inject(Confirmation);
  private readonly inForce = inject(InForce);
  readonly user = input.required<UserView>();
  protected readonly tokens = this.client.read(listUserTokens, () => ({
    params: { id: this.user().id },
    query: { limit: PAGE },
  }));

  protected words(token: TokenView): string {
    return scopesWords(token.scopes, 'all that the user may');
  }

  protected async revoke(token: TokenView): Promise<void> {
    const { id, username } = this.user();
    const done = await this.confirmation.ask({
      title: `Revoke the token ${token.name} of ${username}?`,
      goes: ['Whatever logs in with it is refused from now on', 'Refresh tokens that were made with it'],
      stays: 'The other tokens and the password keep working.',
      action: 'Revoke',
      run: () => this.client.send(revokeUserToken, { params: { id, tokenId: token.id } }),
    });
    if (!done) return;
    this.tokens.reload();
    this.inForce.tell(`The token ${token.name} is revoked.`);
  }
}
