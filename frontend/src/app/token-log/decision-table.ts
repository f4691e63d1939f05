import { Component, computed, input } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { MatIcon } from '@angular/material/icon';
import { RouterLink } from '@angular/router';
import type { DecisionView } from '@spectacles/contracts';
import { TimeAgo } from '../figures/time-ago';
import { OpenRow } from '../paging/open-row';
import { RowToggle } from '../paging/row-toggle';
import { DecisionDetails } from './decision-details';
import { becauseOf, credentialWords, outcomeOf, questionOf, subjectWords } from './decision-words';
import { OutcomeWord } from './outcome-word';

/** Requests for tokens: who asked for what, and what came of it. */
@Component({
  selector: 'app-decision-table',
  imports: [DecisionDetails, MatButton, MatIcon, OutcomeWord, RouterLink, RowToggle, TimeAgo],
  templateUrl: './decision-table.html',
  styles: `
    @media (min-width: 600px) {
      .asked {
        min-width: 180px;
      }
    }
  `,
})
export class DecisionTable {
  readonly decisions = input.required<readonly DecisionView[]>();
  protected readonly open = new OpenRow();
  protected readonly rows = computed(() =>
    this.decisions().map((row) => ({
      row,
      who: subjectWords(row.subject),
      credential: credentialWords(row.credential),
      outcome: outcomeOf(row),
      because: becauseOf(row)[0] ?? '',
      question: questionOf(row),
      asked: row.scope?.asked.join(', ') ?? '',
      granted: row.scope === null || row.scope.granted.length === 0 ? 'nothing' : row.scope.granted.join(', '),
    })),
  );
}
