import { Component, computed, inject, input } from '@angular/core';
import { RouterLink } from '@angular/router';
import { listAccess } from '@spectacles/contracts';
import { ConsoleClient } from '../api/console-client';
import { LoadState } from '../feedback/load-state';
import { namespaceName } from '../namespaces/namespace-name';
import { toThem } from '../rights/access-words';
import { accessPrincipalWords } from '../rights/principal-words';
import { RightChip } from '../rights/right-chip';
import { verbWords } from '../rights/right-words';

const PAGE = 200;
const SHOWN = 10;

/** Who else can do that in a namespace, for those who run it. */
@Component({
  selector: 'app-who-else',
  imports: [LoadState, RightChip, RouterLink],
  template: `
    <section class="card" aria-labelledby="who-else-heading">
      <div class="card-head">
        <h2 id="who-else-heading">Who can {{ verb() }} in {{ nameOf(path()) }}</h2>
        <a [routerLink]="['/namespaces', namespaceId(), 'access']">All</a>
      </div>
      @if (lines(); as lines) {
        <ul class="lines">
          @for (line of lines.shown; track $index) {
            <li>
              <span>
                <span class="key">{{ line.who.name }}</span>
                <span class="sub">{{ line.text }}</span>
              </span>
              <app-right-chip [words]="line.words" />
            </li>
          } @empty {
            <li class="quiet">Nobody but administrators.</li>
          }
          @if (lines.more) {
            <li class="quiet">And more.</li>
          }
        </ul>
      } @else {
        <app-load-state [of]="access" />
      }
    </section>
  `,
})
export class WhoElse {
  readonly namespaceId = input.required<string>();
  readonly path = input.required<string>();
  readonly verb = input.required<'pull' | 'push' | 'delete'>();
  protected readonly nameOf = namespaceName;
  protected readonly access = inject(ConsoleClient).read(listAccess, () => ({
    query: { namespaceId: this.namespaceId(), limit: PAGE },
  }));
  protected readonly lines = computed(() => {
    const page = this.access.value();
    if (page === undefined) return null;
    const able = page.items.filter(({ actions }) => actions.includes(this.verb()));
    const shown = able.slice(0, SHOWN).map((line) => ({
      who: accessPrincipalWords(line.principal),
      text: line.path === this.path() ? toThem(line.source.text) : `${toThem(line.source.text)} (${line.path})`,
      words: verbWords(line.actions),
    }));
    return { shown, more: able.length > SHOWN || page.next !== null };
  });
}
