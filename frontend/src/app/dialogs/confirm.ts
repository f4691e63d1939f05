import { Component, inject, Service, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';
import {
  MAT_DIALOG_DATA,
  MatDialog,
  MatDialogActions,
  MatDialogContent,
  MatDialogRef,
  MatDialogTitle,
} from '@angular/material/dialog';
import { MatIcon } from '@angular/material/icon';
import { firstValueFrom } from 'rxjs';
import type { RemovalForecast } from '@spectacles/contracts';
import { type ApiProblem, toProblem } from '../api/problem';
import { ProblemNote } from '../feedback/problem-note';
import { RightsForecast } from '../rights/rights-forecast';

/** A question before something is lost. */
export interface Question {
  readonly title: string;
  /** What goes, one thing a line. */
  readonly goes: readonly string[];
  /** What stays, where people would fear for it. */
  readonly stays?: string;
  /** Whose rights it changes, and what is said where it changes none. */
  readonly rights?: { readonly forecast: RemovalForecast; readonly unchanged: string };
  /** Why it cannot be done yet. */
  readonly hindrance?: string;
  /** The verb on the button. */
  readonly action: string;
  readonly run: () => Promise<unknown>;
}

@Component({
  selector: 'app-confirm',
  imports: [MatButton, MatDialogActions, MatDialogContent, MatDialogTitle, MatIcon, ProblemNote, RightsForecast],
  template: `
    <h2 mat-dialog-title>{{ question.title }}</h2>
    <mat-dialog-content>
      @if (question.hindrance; as hindrance) {
        <div class="note attention">
          <mat-icon svgIcon="warning" />
          <p>{{ hindrance }}</p>
        </div>
      }
      <ul>
        @for (line of question.goes; track line) {
          <li>{{ line }}</li>
        }
      </ul>
      @if (question.stays) {
        <p class="quiet">{{ question.stays }}</p>
      }
      @if (question.rights; as rights) {
        <app-rights-forecast [forecast]="rights.forecast" [unchanged]="rights.unchanged" />
      }
      @if (problem(); as problem) {
        <app-problem-note [problem]="problem" />
      }
    </mat-dialog-content>
    <mat-dialog-actions align="end">
      <button matButton="outlined" type="button" cdkFocusInitial (click)="dialog.close(false)">Cancel</button>
      <button
        matButton="filled"
        class="danger"
        type="button"
        [disabled]="busy() || question.hindrance !== undefined"
        (click)="confirm()"
      >
        {{ question.action }}
      </button>
    </mat-dialog-actions>
  `,
  styles: `
    ul {
      list-style: disc;
      padding-inline-start: 20px;
    }
    ul + p,
    app-problem-note {
      display: block;
      margin-top: 12px;
    }
    .note {
      margin-bottom: 12px;
    }
    .danger {
      --mat-button-filled-container-color: var(--bad);
      --mat-button-filled-label-text-color: var(--surface);
    }
  `,
})
class ConfirmDialog {
  protected readonly question = inject<Question>(MAT_DIALOG_DATA);
  protected readonly dialog = inject<MatDialogRef<ConfirmDialog, boolean>>(MatDialogRef);
  protected readonly busy = signal(false);
  protected readonly problem = signal<ApiProblem | null>(null);

  protected async confirm(): Promise<void> {
    this.busy.set(true);
    try {
      await this.question.run();
      this.dialog.close(true);
    } catch (error) {
      this.problem.set(toProblem(error));
    } finally {
      this.busy.set(false);
    }
  }
}

/** Asks before something is lost; Cancel has the focus. */
@Service()
export class Confirmation {
  private readonly dialogs = inject(MatDialog);

  /** Whether it was done. */
  async ask(question: Question): Promise<boolean> {
    const dialog = this.dialogs.open<ConfirmDialog, Question, boolean>(ConfirmDialog, {
      data: question,
      role: 'alertdialog',
      restoreFocus: true,
      ...(question.rights === undefined ? {} : { width: '560px' }),
    });
    return (await firstValueFrom(dialog.afterClosed())) ?? false;
  }
}
