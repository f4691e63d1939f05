import { Component, inject, input } from '@angular/core';
import { ActivatedRoute, Router } from '@angular/router';
import { namespaceName } from '../namespaces/namespace-name';
import { managedNamespaces } from './managed-namespaces';

/** Narrows a list to one namespace that the person runs; part of the address. */
@Component({
  selector: 'app-namespace-filter',
  template: `
    @if ((namespaces() ?? []).length > 1 || value()) {
      <select aria-label="Namespace" (change)="choose($event)">
        <option value="" [selected]="!value()">Every namespace</option>
        @for (namespace of namespaces(); track namespace.id) {
          <option [value]="namespace.id" [selected]="namespace.id === value()">
            {{ nameOf(namespace.path) }} ({{ namespace.registryName }})
          </option>
        }
      </select>
    }
  `,
})
export class NamespaceFilter {
  private readonly router = inject(Router);
  private readonly route = inject(ActivatedRoute);
  readonly value = input.required<string | undefined>();
  protected readonly nameOf = namespaceName;
  protected readonly namespaces = managedNamespaces(this.value);

  protected choose(event: Event): void {
    const chosen = (event.target as HTMLSelectElement).value;
    void this.router.navigate([], {
      relativeTo: this.route,
      queryParams: { namespaceId: chosen === '' ? null : chosen, cursor: null },
      queryParamsHandling: 'merge',
    });
  }
}
