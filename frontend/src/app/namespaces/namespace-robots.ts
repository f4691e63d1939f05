import { Component, inject, input } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { MatIcon } from '@angular/material/icon';
import { RouterLink } from '@angular/router';
import { RobotTable } from '../robots/robot-table';
import { CurrentNamespace } from './current-namespace';

/** The robots that belong to a namespace, and are deleted with it. */
@Component({
  selector: 'app-namespace-robots',
  imports: [MatButton, MatIcon, RobotTable, RouterLink],
  template: `
    @if (namespace.value(); as namespace) {
      <div class="stack">
        <a matButton="outlined" routerLink="/robots/new" [queryParams]="{ namespaceId: namespace.id }">
          <mat-icon svgIcon="plus" />Make a robot
        </a>
        <app-robot-table [namespaceId]="namespace.id" [q]="q()" [cursor]="cursor()" />
      </div>
    }
  `,
})
export class NamespaceRobots {
  protected readonly namespace = inject(CurrentNamespace).namespace;
  readonly q = input<string>();
  readonly cursor = input<string>();
}
