import { Component, input } from '@angular/core';
import { RouterLink } from '@angular/router';
import type { RepositoryView } from '@spectacles/contracts';
import { ByteSize } from '../figures/byte-size';
import { TimeAgo } from '../figures/time-ago';
import { OwnAccessChip } from '../rights/own-access';

/** Repositories, looking the same wherever they are listed. */
@Component({
  selector: 'app-repository-table',
  imports: [ByteSize, OwnAccessChip, RouterLink, TimeAgo],
  template: `
    <table class="list">
      <thead>
        <tr>
          <th scope="col">Repository</th>
          <th scope="col" class="number">Tags</th>
          <th scope="col" class="number">Size</th>
          <th scope="col">Last push</th>
          @if (rights()) {
            <th scope="col">You may</th>
          }
        </tr>
      </thead>
      <tbody>
        @for (repository of repositories(); track repository.id) {
          <tr>
            <td class="title">
              <a class="key" [routerLink]="['/repositories', repository.id]">{{ repository.name }}</a>
              <span class="sub">{{ repository.publicHost }}</span>
            </td>
            <td class="number" data-label="Tags">{{ repository.tagCount }}</td>
            <td class="number" data-label="Size">{{ repository.sizeBytes | byteSize }}</td>
            <td data-label="Last push"><app-time-ago [at]="repository.pushedAt" missing="not seen" /></td>
            @if (rights()) {
              <td data-label="You may">
                <div><app-own-access [access]="repository.ownAccess" /></div>
              </td>
            }
          </tr>
        }
      </tbody>
    </table>
  `,
})
export class RepositoryTable {
  readonly repositories = input.required<readonly RepositoryView[]>();
  readonly rights = input(true);
}
