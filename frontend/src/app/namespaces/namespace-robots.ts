import { Component, inject, input } from '@angular/core';
import { RobotTable } from '../robots/robot-table';
import { CurrentNamespace } from './current-namespace';

/** The robots that belong to a namespace, and are deleted with it. */
@Component({
  selector: 'app-namespace-robots',
  imports: [RobotTable],
  template: `
    @if (namespace.value(); as namespace) {
      <app-robot-table [namespaceId]="namespace.id" [q]="q()" [cursor]="cursor()" />
    }
  `,
})
export class NamespaceRobots {
  protected readonly namespace = inject(CurrentNamespace).namespace;
  readonly q = input<string>();
  readonly cursor = input<string>();
}
