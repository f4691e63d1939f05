import { Component, computed, inject, input } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { MatIcon } from '@angular/material/icon';
import { RouterLink } from '@angular/router';
import { listRobots } from '@spectacles/contracts';
import { ConsoleClient } from '../api/console-client';
import { EmptyState } from '../feedback/empty-state';
import { LoadState } from '../feedback/load-state';
import { namespaceName } from '../namespaces/namespace-name';
import { ListFilter } from '../paging/list-filter';
import { Pager } from '../paging/pager';
import { EndsAt } from '../tokens/ends-at';
import { LastUsed } from '../tokens/last-used';
import { NamespaceFilter } from './namespace-filter';
import { RobotStatus } from './robot-status';
import { lastUseOf, robotMay } from './robot-words';

/** Robots: all that the person manages, or those of one namespace. */
@Component({
  selector: 'app-robot-table',
  imports: [
    EmptyState,
    EndsAt,
    LastUsed,
    ListFilter,
    LoadState,
    MatButton,
    MatIcon,
    NamespaceFilter,
    Pager,
    RobotStatus,
    RouterLink,
  ],
  templateUrl: './robot-table.html',
})
export class RobotTable {
  /** Without it: of all namespaces. */
  readonly namespaceId = input<string>();
  /** Whether the namespace may be chosen here; not on the page of one. */
  readonly choosable = input(false);
  readonly q = input<string>();
  readonly cursor = input<string>();
  protected readonly may = robotMay;
  protected readonly nameOf = namespaceName;
  protected readonly lastUse = lastUseOf;
  protected readonly robots = inject(ConsoleClient).read(listRobots, () => ({
    query: { namespaceId: this.namespaceId(), q: this.q(), cursor: this.cursor() },
  }));
  protected readonly filtered = computed(
    () => this.q() !== undefined || (this.choosable() && this.namespaceId() !== undefined),
  );
}
