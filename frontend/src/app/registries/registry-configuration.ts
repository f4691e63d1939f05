import { Component, inject, input } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { ActivatedRoute, Router, RouterLink } from '@angular/router';
import { type ConfigurationChoice, ConfigurationText } from './configuration-text';
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
        <app-configuration-text
          [registry]="registry"
          [askedVersion]="version()"
          [askedFormat]="format()"
          (chosen)="keep($event)"
        />
        <a matButton="filled" routerLink="../check">Test the connection</a>
      </section>
    }
  `,
})
export class RegistryConfiguration {
  private readonly router = inject(Router);
  private readonly route = inject(ActivatedRoute);
  readonly version = input<string>();
  readonly format = input<string>();
  protected readonly registry = inject(CurrentRegistry).registry;

  /** In the address, so that it can be linked and reloaded. */
  protected keep(choice: ConfigurationChoice): void {
    void this.router.navigate([], { relativeTo: this.route, queryParams: choice, replaceUrl: true });
  }
}
