import { Component, inject, input, signal } from '@angular/core';
import { ActivatedRoute, Router } from '@angular/router';
import { namespaceName } from '../namespaces/namespace-name';
import { managedNamespaces } from './managed-namespaces';

/** Narrows a list to one namespace that the person runs; part of the address. */
@Component({
  selector: 'app-namespace-filter',
  template: `
    @if (namespaces.many()) {
      <input
        type="search"
        aria-label="Find a namespace"
        placeholder="Find a namespace"
        autocomplete="off"
        spellcheck="false"
        (input)="find($event)"
      />
    }
    @if ((namespaces.found() ?? []).length > 1 || namespaces.many() || value()) {
      <select aria-label="Namespace" (change)="choose($event)">
        <option value="" [selected]="!value()">Every namespace</option>
        @for (namespace of namespaces.found(); track namespace.id) {
          <option [value]="namespace.id" [selected]="namespace.id === value()">
            {{ nameOf(namespace.path) }} ({{ namespace.registryName }})
          </option>
        }
      </select>
    }
  `,
  styles: `
    :host {
      display: flex;
      flex-wrap: wrap;
      gap: 12px;
      max-width: 100%;
    }
  `,
})
export class NamespaceFilter {
  private readonly router = inject(Router);
  private readonly route = inject(ActivatedRoute);
  protected readonly q = signal('');
  readonly value = input.required<string | undefined>();
  protected readonly nameOf = namespaceName;
  protected readonly namespaces = managedNamespaces(this.value, this.q);

  protected find(event: Event): void {
    this.q.set((event.target as HTMLInputElement).value.trim());
  }

  protected choose(event: Event): void {
    const chosen = (event.target as HTMLSelectElement).value;
    void this.router.navigate([], {
      relativeTo: this.route,
      queryParams: { namespaceId: chosen === '' ? null : chosen, cursor: null },
      queryParamsHandling: 'merge',
    });
  }
}
