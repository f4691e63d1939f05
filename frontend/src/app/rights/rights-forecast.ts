import { Component, computed, input } from '@angular/core';
import type { RemovalForecast } from '@spectacles/contracts';
import { placeWords } from './access-words';
import { accessPrincipalWords } from './principal-words';
import { verbWords } from './right-words';

/** Whose rights shrink or widen with something that is about to go, and where. */
@Component({
  selector: 'app-rights-forecast',
  template: `
    @if (changes().length > 0) {
      <h3>
        Whose rights change
        @if (onlyPlace(); as place) {
          in {{ place }}
        }
      </h3>
      <table class="list">
        <thead>
          <tr>
            <th scope="col">Who</th>
            @if (onlyPlace() === null) {
              <th scope="col">Where</th>
            }
            <th scope="col">Now</th>
            <th scope="col">Then</th>
          </tr>
        </thead>
        <tbody>
          @for (change of changes(); track $index) {
            <tr>
              <th scope="row" class="title">
                {{ change.name }}<span class="sub">{{ change.kind }}</span>
              </th>
              @if (onlyPlace() === null) {
                <td data-label="Where">
                  <span>
                    {{ change.where }}<span class="sub">{{ change.registry }}</span>
                  </span>
                </td>
              }
              <td data-label="Now">{{ change.before }}</td>
              <td data-label="Then">
                <span>
                  {{ change.after }}
                  @if (change.more) {
                    <span class="state warn">more than now</span>
                  }
                </span>
              </td>
            </tr>
          }
        </tbody>
      </table>
      @if (forecast().more) {
        <p class="quiet">These are the first {{ changes().length }}; there may be more.</p>
      }
    } @else if (forecast().more) {
      <p class="quiet">
        Too many people and places to compare them all. In those that were compared, nobody’s rights change.
      </p>
    } @else {
      <p class="quiet">{{ unchanged() }}</p>
    }
  `,
  styles: `
    :host {
      display: block;
      margin-top: 16px;
    }
    h3 {
      margin-bottom: 4px;
    }
    p {
      margin-top: 8px;
    }
  `,
})
export class RightsForecast {
  readonly forecast = input.required<RemovalForecast>();
  /** Said where nothing changes. */
  readonly unchanged = input.required<string>();
  protected readonly changes = computed(() =>
    this.forecast().changes.map(({ principal, place, before, after }) => ({
      ...accessPrincipalWords(principal),
      where: place.namespaceId === null && place.path === '' ? 'the rest of the registry' : placeWords(place),
      registry: place.registryName,
      before: verbWords(before),
      after: verbWords(after),
      more: after.some((verb) => !before.includes(verb)),
    })),
  );
  /** Where all of it is; null where it is in several places. */
  protected readonly onlyPlace = computed(() => {
    const places = new Map(this.changes().map(({ where, registry }) => [`${registry} ${where}`, where]));
    const [only] = places.values();
    return places.size > 1 || only === undefined ? null : only;
  });
}
