import { Component, computed, inject, input } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { RouterLink } from '@angular/router';
import { listNamespaces } from '@spectacles/contracts';
import { ConsoleClient } from '../api/console-client';
import { namespaceName } from './namespace-name';
import { foundOnes } from './split-found';

/** Names that a registry shows and nobody owns: only administrators reach them until somebody does. */
@Component({
  selector: 'app-found-namespaces',
  imports: [MatButton, RouterLink],
  template: `
    @if (names().length > 0) {
      <section class="card" aria-labelledby="found-heading">
        <div class="card-head">
          <div>
            <h2 id="found-heading">Found in a registry, owned by nobody</h2>
            <p class="quiet">Give each an owner, and people can be let in.</p>
          </div>
        </div>
        <table class="list">
          <thead>
            <tr>
              <th scope="col">Name</th>
              <th scope="col">Registry</th>
              <th scope="col" class="number">Repositories</th>
              <th scope="col"><span class="visually-hidden">Action</span></th>
            </tr>
          </thead>
          <tbody>
            @for (name of names(); track name.registryId + ' ' + name.path) {
              <tr>
                <th scope="row" class="title">{{ nameOf(name.path) }}</th>
                <td data-label="Registry">{{ name.registryName }}</td>
                <td class="number" data-label="Repositories">{{ name.repositoryCount }}</td>
                <td class="number">
                  <a
                    matButton="outlined"
                    routerLink="/namespaces/new"
                    [queryParams]="{ registryId: name.registryId, path: name.path }"
                    [attr.aria-label]="'Create a namespace for ' + nameOf(name.path)"
                    >Create</a
                  >
                </td>
              </tr>
            }
          </tbody>
        </table>
      </section>
    }
  `,
})
export class FoundNamespaces {
  readonly registryId = input.required<string | undefined>();
  protected readonly nameOf = namespaceName;
  private readonly found = inject(ConsoleClient).read(listNamespaces, () => ({
    query: { found: 'true' as const, registryId: this.registryId() },
  }));
  protected readonly names = computed(() => foundOnes(this.found.value()?.items ?? []));
}
