import { Component, computed, input } from '@angular/core';
import { RouterLink } from '@angular/router';
import type { AccessLine } from '@spectacles/contracts';
import { placeWords, toThem } from './access-words';
import { toYou } from './own-access';
import { accessPrincipalWords } from './principal-words';
import { RightChip } from './right-chip';
import { verbWords } from './right-words';

/** Lines of a reverse view: who may do what, where, and where that comes from. */
@Component({
  selector: 'app-access-table',
  imports: [RightChip, RouterLink],
  template: `
    <table class="list">
      <thead>
        <tr>
          @if (about() === 'place') {
            <th scope="col">Who</th>
          }
          <th scope="col">Where</th>
          <th scope="col">May do there</th>
          <th scope="col">Where it comes from</th>
        </tr>
      </thead>
      <tbody>
        @for (row of rows(); track $index) {
          <tr>
            @if (about() === 'place') {
              <th scope="row" class="title">
                {{ row.who.name }}<span class="sub">{{ row.who.kind }}</span>
              </th>
              <td data-label="Where">
                <code>{{ row.path }}</code>
              </td>
            } @else {
              <th scope="row" class="title">
                @if (row.line.namespaceId; as id) {
                  <a [routerLink]="['/namespaces', id]">{{ row.path }}</a>
                } @else {
                  {{ row.path }}
                }
                <span class="sub">{{ row.line.registryName }}</span>
              </th>
            }
            <td data-label="May do"><app-right-chip [words]="row.words" /></td>
            <td data-label="From">{{ row.why }}</td>
          </tr>
        }
      </tbody>
    </table>
  `,
})
export class AccessTable {
  readonly lines = input.required<readonly AccessLine[]>();
  /** Whether the lines are about one place (then they differ by who), or about one somebody, perhaps the reader. */
  readonly about = input.required<'place' | 'somebody' | 'me'>();
  protected readonly rows = computed(() =>
    this.lines().map((line) => ({
      line,
      who: accessPrincipalWords(line.principal),
      path: placeWords(line),
      words: verbWords(line.actions),
      why: this.about() === 'me' ? toYou(line.source.text) : toThem(line.source.text),
    })),
  );
}
