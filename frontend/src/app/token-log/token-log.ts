import { Component, computed, inject, input } from '@angular/core';
import { type DecisionsQuery, exportDecisions, listDecisions } from '@spectacles/contracts';
import type * as z from 'zod';
import { ConsoleClient } from '../api/console-client';
import { RegistryFilter } from '../namespaces/registry-filter';
import { ChoiceFilter } from '../paging/choice-filter';
import { LogPage, type LogWords } from '../paging/log-page';
import { TextFilter } from '../paging/text-filter';
import { sinceOf, withinChoices } from '../paging/within';
import { SessionStore } from '../session/session-store';
import { DecisionTable } from './decision-table';

type Outcome = z.input<typeof DecisionsQuery>['outcome'];

const outcomeChoices = [
  { value: '', words: 'Every outcome' },
  { value: 'denied', words: 'Denied or less' },
  { value: 'granted', words: 'Granted' },
  { value: 'reduced', words: 'Granted less' },
  { value: 'refused', words: 'Refused' },
  { value: 'gap', words: 'Gaps' },
];

/** Every request for a token, newest first; the filters are the address. */
@Component({
  selector: 'app-token-log',
  imports: [ChoiceFilter, DecisionTable, LogPage, RegistryFilter, TextFilter],
  templateUrl: './token-log.html',
})
export class TokenLog {
  readonly registryId = input<string>();
  readonly namespaceId = input<string>();
  readonly repository = input<string>();
  readonly outcome = input<Outcome>();
  readonly subjectId = input<string>();
  readonly account = input<string>();
  readonly credentialId = input<string>();
  readonly address = input<string>();
  readonly tokenId = input<string>();
  readonly within = input<string>();
  readonly since = input<string>();
  readonly until = input<string>();
  readonly cursor = input<string>();
  protected readonly administrator = inject(SessionStore).administrator;
  protected readonly outcomes = outcomeChoices;
  protected readonly withins = withinChoices;
  protected readonly exportRoute = exportDecisions;
  protected readonly words: LogWords = {
    noMatch: 'No request in the log has all of this. Take a filter away.',
    noneYet: 'No request for a token yet',
    howItBegins: 'Log in with docker, then pull or push something: each request appears here within seconds.',
  };
  /** Once for a choice, so that the pages of one list begin at the same moment. */
  private readonly from = computed(() => this.since() ?? sinceOf(this.within(), new Date()));
  protected readonly filters = computed(() => ({
    registryId: this.registryId(),
    namespaceId: this.namespaceId(),
    repository: this.repository(),
    outcome: this.outcome(),
    subjectId: this.subjectId(),
    account: this.account(),
    credentialId: this.credentialId(),
    address: this.address(),
    tokenId: this.tokenId(),
    since: this.from(),
    until: this.until(),
  }));
  protected readonly linked = computed(() =>
    [
      this.namespaceId() === undefined ? '' : 'one namespace',
      this.subjectId() === undefined ? '' : 'one account',
      this.credentialId() === undefined ? '' : 'one credential',
      this.tokenId() === undefined ? '' : 'one token id',
      this.since() === undefined && this.until() === undefined ? '' : 'a stretch of time',
    ].filter((words) => words !== ''),
  );
  protected readonly decisions = inject(ConsoleClient).read(listDecisions, () => ({
    query: { ...this.filters(), cursor: this.cursor() },
  }));
}
