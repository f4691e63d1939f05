import { Component, inject } from '@angular/core';
import { MatButtonToggle, MatButtonToggleGroup } from '@angular/material/button-toggle';
import { Appearance } from '../appearance/appearance';

/** Theme and density; they belong to the browser, not to the account. */
@Component({
  selector: 'app-appearance-card',
  imports: [MatButtonToggle, MatButtonToggleGroup],
  template: `
    <section class="card pad" aria-labelledby="look-heading">
      <h2 id="look-heading">How it looks, in this browser</h2>
      <div class="choices">
        <div>
          <p class="field-label">Theme</p>
          <mat-button-toggle-group
            aria-label="Theme"
            hideSingleSelectionIndicator
            [value]="appearance.theme()"
            (change)="appearance.chooseTheme($event.value)"
          >
            <mat-button-toggle value="light">Light</mat-button-toggle>
            <mat-button-toggle value="dark">Dark</mat-button-toggle>
            <mat-button-toggle value="system">As the system</mat-button-toggle>
          </mat-button-toggle-group>
        </div>
        <div>
          <p class="field-label">Rows in lists</p>
          <mat-button-toggle-group
            aria-label="Rows in lists"
            hideSingleSelectionIndicator
            [value]="appearance.density()"
            (change)="appearance.chooseDensity($event.value)"
          >
            <mat-button-toggle value="comfortable">Comfortable</mat-button-toggle>
            <mat-button-toggle value="compact">Compact</mat-button-toggle>
          </mat-button-toggle-group>
        </div>
      </div>
    </section>
  `,
  styles: `
    .choices {
      display: flex;
      flex-wrap: wrap;
      gap: 16px 32px;
      margin-top: 12px;
    }
  `,
})
export class AppearanceCard {
  protected readonly appearance = inject(Appearance);
}
