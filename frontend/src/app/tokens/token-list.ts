import { Component, inject, input } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { MatIcon } from '@angular/material/icon';
import { RouterLink } from '@angular/router';
import { listTokens, revokeToken, type TokenView } from '@spectacles/contracts';
import { ConsoleClient } from '../api/console-client';
import { Confirmation } from '../dialogs/confirm';
import { EmptyState } from '../feedback/empty-state';
import { LoadState } from '../feedback/load-state';
import { InForce } from '../in-force/in-force';
import { OpenRow } from '../paging/open-row';
import { Pager } from '../paging/pager';
import { RowToggle } from '../paging/row-toggle';
import { scopesWords } from '../rights/scope-editor/scope-rows';
import { EndsAt } from './ends-at';
import { ExpiryNotices } from './expiry-notices';
import { LastUsed } from './last-used';
import { TokenDetails } from './token-details';

/** Own tokens: what each may do, until when, and when it was used. */
@Component({
  selector: 'app-token-list',
  imports: [
    EmptyState,
    EndsAt,
    ExpiryNotices,
    LastUsed,
    LoadState,
    MatButton,
    MatIcon,
    Pager,
    RouterLink,
    RowToggle,
    TokenDetails,
  ],
  templateUrl: './token-list.html',
})
export class TokenList {
  private readonly client = inject(ConsoleClient);
  private readonly confirmation = inject(Confirmation);
  private readonly inForce = inject(InForce);
  readonly cursor = input<string>();
  protected readonly open = new OpenRow();
  protected readonly tokens = this.client.read(listTokens, () => ({ query: { cursor: this.cursor() } }));

  protected words(token: TokenView): string {
    return scopesWords(token.scopes, 'all that I may');
  }

  protected async revoke({ id, name, lastUsed }: TokenView): Promise<void> {
    const use = lastUsed === null ? 'It was never used.' : `It was used last from ${lastUsed.address}.`;
    const done = await this.confirmation.ask({
      title: `Revoke the token ${name}?`,
      goes: [
        'Whatever logs in with it is refused from now on: pulls and pushes of those programs stop within minutes',
        'Refresh tokens that were made with it',
      ],
      stays: `${use} Your password and your other tokens keep working.`,
      action: 'Revoke',
      run: () => this.client.send(revokeToken, { params: { id } }),
    });
    if (!done) return;
    this.tokens.reload();
    this.inForce.tell(`The token ${name} is revoked.`);
  }
}
