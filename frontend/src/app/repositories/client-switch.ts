import { Component, inject } from '@angular/core';
import { MatButtonToggle, MatButtonToggleGroup } from '@angular/material/button-toggle';
import { PreferredClient } from './preferred-client';
import { clients } from './pull-commands';

/** Chooses the client whose commands are shown, everywhere at once. */
@Component({
  selector: 'app-client-switch',
  imports: [MatButtonToggle, MatButtonToggleGroup],
  template: `
    <mat-button-toggle-group
      aria-label="Client"
      hideSingleSelectionIndicator
      [value]="preferred.client()"
      (change)="preferred.choose($event.value)"
    >
      @for (client of clients; track client) {
        <mat-button-toggle [value]="client">{{ client }}</mat-button-toggle>
      }
    </mat-button-toggle-group>
  `,
})
export class ClientSwitch {
  protected readonly preferred = inject(PreferredClient);
  protected readonly clients = clients;
}
