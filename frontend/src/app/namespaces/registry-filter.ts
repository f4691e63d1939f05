import { Component, inject, input } from '@angular/core';
import { ActivatedRoute, Router } from '@angular/router';
import { registryChoices } from '../rights/scope-editor/registry-choices';

/** Narrows a list to one registry; part of the address. Not there where there is but one to choose. */
@Component({
  selector: 'app-registry-filter',
  template: `
    @if (registries().length > 1 || value()) {
      <select aria-label="Registry" (change)="choose($event)">
        <option value="" [selected]="!value()">Every registry</option>
        @for (registry of registries(); track registry.id) {
          <option [value]="registry.id" [selected]="registry.id === value()">{{ registry.name }}</option>
        }
      </select>
    }
  `,
})
export class RegistryFilter {
  private readonly router = inject(Router);
  private readonly route = inject(ActivatedRoute);
  readonly value = input.required<string | undefined>();
  protected readonly registries = registryChoices();

  protected choose(event: Event): void {
    const chosen = (event.target as HTMLSelectElement).value;
    void this.router.navigate([], {
      relativeTo: this.route,
      queryParams: { registryId: chosen === '' ? null : chosen, cursor: null },
      queryParamsHandling: 'merge',
    });
  }
}
