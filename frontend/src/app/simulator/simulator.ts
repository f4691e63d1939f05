import { Component, computed, inject, input } from '@angular/core';
import { ActivatedRoute, Router } from '@angular/router';
import { explainAccess, Id, listRegistries } from '@spectacles/contracts';
import { ConsoleClient } from '../api/console-client';
import { MatIcon } from '@angular/material/icon';
import { EmptyState } from '../feedback/empty-state';
import { ProblemNote } from '../feedback/problem-note';
import { SessionStore } from '../session/session-store';
import { PageHeader } from '../shell/page-header';
import { refusalWords } from '../token-log/refusal-words';
import { findAccount } from './named-account';
import { readNamespacesAbove } from './nearest-namespace';
import { bodyOf, principalOf, scopeOf } from './question';
import { QuestionForm, type QuestionParameters } from './question-form';
import { VerdictCard } from './verdict-card';
import { WhoElse } from './who-else';

const PAGE = 200;

/** Asks the function that decides at the token door; the question is the address of the page. */
@Component({
  selector: 'app-simulator',
  imports: [EmptyState, MatIcon, PageHeader, ProblemNote, QuestionForm, VerdictCard, WhoElse],
  templateUrl: './simulator.html',
  styles: `
    .cols {
      grid-template-columns: 340px minmax(0, 1fr);
    }
    /* Where it is scrolled to, the bar at the top of the page lies over it. */
    .note,
    app-verdict-card {
      scroll-margin-top: 72px;
    }
    @media (max-width: 1023px) {
      .cols {
        grid-template-columns: minmax(0, 1fr);
      }
    }
  `,
})
export class Simulator {
  private readonly client = inject(ConsoleClient);
  private readonly router = inject(Router);
  private readonly route = inject(ActivatedRoute);
  private readonly session = inject(SessionStore);
  readonly principal = input<string>();
  readonly service = input<string>();
  /** The same, as other pages name a registry. */
  readonly registryId = input<string>();
  readonly scope = input<string>();
  readonly address = input<string>();
  /** The name that somebody logged in with, in place of a principal, and the code of why that was refused. */
  readonly account = input<string>();
  readonly refusal = input<string>();
  protected readonly found = findAccount(this.account);
  protected readonly asked = computed(() => this.found() ?? principalOf(this.principal()));
  protected readonly refused = computed(() => refusalWords(this.refusal() ?? null));
  protected readonly serviceOrId = computed(() => this.service() ?? this.registryId());
  protected readonly body = computed(() =>
    this.account() !== undefined && !this.found()
      ? null
      : bodyOf({
          principal: this.asked(),
          service: this.serviceOrId(),
          scope: this.scope(),
          address: this.address(),
        }),
  );
  protected readonly explanation = this.client.read(explainAccess, () => {
    const body = this.body();
    return body === null ? undefined : { body };
  });
  protected readonly name = computed(() => this.explanation.value()?.subject);
  protected readonly subject = computed(() => {
    if (this.asked().kind === 'anonymous') return 'somebody without sign-in';
    if (this.asked().kind === 'group') return `somebody in ${this.name() ?? 'the group'}`;
    return this.name() ?? this.session.user()?.username ?? '';
  });
  private readonly registries = this.client.read(listRegistries, () =>
    this.session.administrator() ? { query: { limit: PAGE } } : undefined,
  );
  private readonly askedRegistry = computed(() => {
    const asked = this.serviceOrId();
    const known = this.registries.value()?.items.find(({ id, service }) => id === asked || service === asked);
    return known?.id ?? asked ?? null;
  });
  private readonly asks = computed(() => scopeOf(this.scope()));
  private readonly above = readNamespacesAbove(
    computed(() => {
      const [registryId, asks] = [this.askedRegistry(), this.asks()];
      const isId = registryId !== null && Id.safeParse(registryId).success;
      return isId && asks?.type === 'repository' ? { registryId, repository: asks.name } : null;
    }),
  );
  protected readonly place = computed(() => ({
    registryId: this.askedRegistry(),
    namespaces: this.above(),
    principal: this.asked(),
    administrator: this.session.administrator(),
  }));
  /** The nearest namespace, where the person runs it. */
  protected readonly managed = computed(() => {
    const nearest = this.above()[0];
    return nearest?.manageable === true ? nearest : null;
  });
  /** The strongest that was asked for. */
  protected readonly verb = computed(() => {
    const actions = this.asks()?.actions ?? [];
    return (['delete', 'push', 'pull'] as const).find((verb) => actions.includes(verb)) ?? 'pull';
  });

  protected ask(queryParams: QuestionParameters): void {
    const same = Object.entries({ ...queryParams, registryId: undefined, account: undefined }).every(
      ([name, value]) => (this.route.snapshot.queryParamMap.get(name) ?? undefined) === value,
    );
    if (same) this.explanation.reload();
    else void this.router.navigate([], { relativeTo: this.route, queryParams });
  }
}
