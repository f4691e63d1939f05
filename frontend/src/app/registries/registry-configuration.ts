import { Component, inject } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { RouterLink } from '@angular/router';
import { ConfigurationText } from './configuration-text';
import { CurrentRegistry } from './current-registry';

@Component({
  selector: 'app-registry-configuration',
  imports: [ConfigurationText, MatButton, RouterLink],
  template: `
    @if (registry.value(); as registry) {
      <section class="card pad stack" aria-labelledby="configuration-heading">
        <div>
          <h2 id="configuration-heading">Paste this into the registry</h2>
          <p class="quiet">
            A whole configuration. Where the registry has one already, the part about auth is what it needs.
          </p>
        </div>
        <app-configuration-text [registry]="registry" />
        <a matButton="filled" routerLink="../check">Test the connection</a>
      </section>
    }
  `,
})
export class RegistryConfiguration {
  protected readonly registry = inject(CurrentRegistry).registry;
}
