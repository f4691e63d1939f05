import { Component, computed, input, linkedSignal, output } from '@angular/core';
import type { FieldTree } from '@angular/forms/signals';
import { MatIconButton } from '@angular/material/button';
import { MatIcon } from '@angular/material/icon';
import { RuleFields } from './rule-fields';
import { type RuleModel, ruleWords } from './rule-model';

/** A rule in its place: the sentence, its warnings, and its fields where it is opened or something in it is wrong. */
@Component({
  selector: 'app-rule-row',
  imports: [MatIcon, MatIconButton, RuleFields],
  template: `
    <div class="head">
      <span class="place" aria-hidden="true">{{ place() }}</span>
      <p>
        {{ words() }}
        @if (rule().comment().value(); as comment) {
          <span class="quiet small">{{ comment }}</span>
        }
      </p>
      <span class="actions">
        <button
          matIconButton
          type="button"
          class="up"
          [disabled]="place() === 1"
          disabledInteractive
          [attr.aria-label]="'Move rule ' + place() + ' up'"
          (click)="place() > 1 && moved.emit(-1)"
        >
          <mat-icon svgIcon="up" />
        </button>
        <button
          matIconButton
          type="button"
          class="down"
          [disabled]="last()"
          disabledInteractive
          [attr.aria-label]="'Move rule ' + place() + ' down'"
          (click)="!last() && moved.emit(1)"
        >
          <mat-icon svgIcon="down" />
        </button>
        <button
          matIconButton
          type="button"
          [attr.aria-expanded]="open()"
          [attr.aria-label]="'Edit rule ' + place()"
          (click)="open.set(!open())"
        >
          <mat-icon svgIcon="edit" />
        </button>
        <button matIconButton type="button" [attr.aria-label]="'Remove rule ' + place()" (click)="removed.emit()">
          <mat-icon svgIcon="trash" />
        </button>
      </span>
    </div>
    @for (warning of warnings(); track $index) {
      <p class="state warn"><mat-icon svgIcon="warning" />{{ warning }}</p>
    }
    @if (open()) {
      <app-rule-fields [rule]="rule()" />
    }
  `,
  styleUrl: './rule-row.scss',
})
export class RuleRow {
  readonly rule = input.required<FieldTree<RuleModel>>();
  /** From 1. */
  readonly place = input.required<number>();
  readonly last = input.required<boolean>();
  readonly warnings = input.required<readonly string[]>();
  /** Opened from the start, as a new one is. */
  readonly fresh = input(false);
  /** By how many places. */
  readonly moved = output<number>();
  readonly removed = output();
  protected readonly words = computed(() => ruleWords(this.rule()().value()));
  private readonly wrong = computed(() => this.rule()().touched() && this.rule()().errorSummary().length > 0);
  protected readonly open = linkedSignal<boolean, boolean>({
    source: () => this.wrong(),
    computation: (wrong, previous) => wrong || (previous?.value ?? this.fresh()),
  });
}
