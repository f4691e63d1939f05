import { Component, inject } from '@angular/core';
import { RouterLink } from '@angular/router';
import { CurrentRegistry } from './current-registry';
import { SweepPanel } from './sweep-panel';

@Component({
  selector: 'app-registry-overview',
  imports: [RouterLink, SweepPanel],
  template: `
    @if (registry.value(); as registry) {
      <div class="cols">
        <app-sweep-panel [registryId]="registry.id" />
        <section class="card pad" aria-labelledby="facts-heading">
          <h2 id="facts-heading">Addresses and names</h2>
          <dl class="facts">
            <dt>We reach it at</dt>
            <dd>
              <code>{{ registry.url }}</code>
            </dd>
            <dt>People pull from</dt>
            <dd>
              <code>{{ registry.publicHost }}</code>
            </dd>
            <dt>Tokens from</dt>
            <dd>
              <code>{{ registry.realm }}</code>
            </dd>
            <dt>Service</dt>
            <dd>
              <code>{{ registry.service }}</code>
            </dd>
            <dt>Issuer</dt>
            <dd>
              <code>{{ registry.issuer }}</code>
            </dd>
            <dt>Tokens last</dt>
            <dd>{{ registry.pullTokenSeconds }} s to pull, {{ registry.pushTokenSeconds }} s to push</dd>
            <dt>Strangers</dt>
            <dd>{{ registry.refuseAnonymous ? 'are always refused' : 'may pull what is public' }}</dd>
          </dl>
          <p>
            <a routerLink="/repositories" [queryParams]="{ registryId: registry.id }">Its repositories</a> ·
            <a routerLink="/namespaces" [queryParams]="{ registryId: registry.id }">its namespaces</a>
          </p>
        </section>
      </div>
    }
  `,
  styles: `
    dl,
    dl + p {
      margin-top: 12px;
    }
  `,
})
export class RegistryOverview {
  protected readonly registry = inject(CurrentRegistry).registry;
}
