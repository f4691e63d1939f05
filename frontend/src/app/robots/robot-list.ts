import { Component, input } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { MatIcon } from '@angular/material/icon';
import { RouterLink } from '@angular/router';
import { PageHeader } from '../shell/page-header';
import { ExpiryNotices } from '../tokens/expiry-notices';
import { RobotTable } from './robot-table';

@Component({
  selector: 'app-robot-list',
  imports: [ExpiryNotices, MatButton, MatIcon, PageHeader, RobotTable, RouterLink],
  template: `
    <app-page-header heading="Robots">
      Accounts for machines, in the namespaces that you run.
      <a action matButton="filled" routerLink="/robots/new" [queryParams]="{ namespaceId: namespaceId() }">
        <mat-icon svgIcon="plus" />Make a robot
      </a>
    </app-page-header>
    <div class="stack">
      <app-expiry-notices kind="robot" />
      <app-robot-table [choosable]="true" [namespaceId]="namespaceId()" [q]="q()" [cursor]="cursor()" />
    </div>
  `,
})
export class RobotList {
  readonly namespaceId = input<string>();
  readonly q = input<string>();
  readonly cursor = input<string>();
}
