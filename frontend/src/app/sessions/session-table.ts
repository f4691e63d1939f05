import { Component, input, output } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { MatIcon } from '@angular/material/icon';
import type { SessionItem } from '@spectacles/contracts';
import { EmptyState } from '../feedback/empty-state';
import { TimeAgo } from '../figures/time-ago';
import { sessionWords } from './session-words';

/** Console sessions and refresh tokens, one's own or somebody else's. */
@Component({
  selector: 'app-session-table',
  imports: [EmptyState, MatButton, MatIcon, TimeAgo],
  templateUrl: './session-table.html',
})
export class SessionTable {
  readonly items = input.required<readonly SessionItem[]>();
  /** Whether the token log answered, which alone knows of refresh tokens. */
  readonly complete = input.required<boolean>();
  /** Said where there are none. */
  readonly none = input.required<string>();
  readonly end = output<SessionItem>();
  protected readonly words = sessionWords;
}
