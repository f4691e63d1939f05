import { Component, inject } from '@angular/core';
import { RouterLink } from '@angular/router';
import { listRegistries } from '@spectacles/contracts';
import { ConsoleClient } from '../api/console-client';
import { LoadState } from '../feedback/load-state';
import { LastSweep } from '../registries/last-sweep';

const SHOWN = 8;

/** The registries and how their last sweep went. */
@Component({
  selector: 'app-registries-card',
  imports: [LastSweep, LoadState, RouterLink],
  template: `
    <section class="card" aria-labelledby="registries-heading">
      <div class="card-head">
        <h2 id="registries-heading">Registries</h2>
        <a routerLink="/registries">All</a>
      </div>
      @if (registries.value(); as page) {
        <ul class="lines">
          @for (registry of page.items; track registry.id) {
            <li>
              <a class="key" [routerLink]="['/registries', registry.id]">{{ registry.name }}</a>
              <app-last-sweep [registryId]="registry.id" />
            </li>
          } @empty {
            <li><a routerLink="/registries/new">Connect a registry</a></li>
          }
        </ul>
      } @else {
        <app-load-state [of]="registries" />
      }
    </section>
  `,
  styles: `
    li {
      flex-wrap: wrap;
      row-gap: 2px;
    }
  `,
})
export class RegistriesCard {
  protected readonly registries = inject(ConsoleClient).read(listRegistries, () => ({ query: { limit: SHOWN } }));
}
