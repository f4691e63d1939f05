import { Component, inject, type Signal } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { MatIcon } from '@angular/material/icon';
import {
  MAT_SNACK_BAR_DATA,
  MatSnackBarAction,
  MatSnackBarActions,
  MatSnackBarLabel,
  MatSnackBarRef,
} from '@angular/material/snack-bar';
import type { Progress } from './progress';

export interface InForceNoticeData {
  readonly message: string;
  readonly progress: Signal<Progress>;
}

/** What was changed, and on how many token servers it is in force; the bar around it reads changes out politely. */
@Component({
  selector: 'app-in-force-notice',
  imports: [MatButton, MatIcon, MatSnackBarAction, MatSnackBarActions, MatSnackBarLabel],
  template: `
    <div matSnackBarLabel>
      {{ data.message }}
      <span class="progress">
        <mat-icon [svgIcon]="data.progress().done ? 'check' : 'clock'" />{{ data.progress().words }}
      </span>
    </div>
    <div matSnackBarActions>
      <button matButton matSnackBarAction type="button" (click)="bar.dismissWithAction()">Close</button>
    </div>
  `,
  styles: `
    :host {
      display: flex;
    }
    .progress {
      display: flex;
      align-items: center;
      gap: 6px;
      font-weight: 500;
    }
  `,
})
export class InForceNotice {
  protected readonly data = inject<InForceNoticeData>(MAT_SNACK_BAR_DATA);
  protected readonly bar = inject<MatSnackBarRef<InForceNotice>>(MatSnackBarRef);
}
