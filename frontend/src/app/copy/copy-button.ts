import { Clipboard } from '@angular/cdk/clipboard';
import { LiveAnnouncer } from '@angular/cdk/a11y';
import { Component, computed, inject, input, signal } from '@angular/core';
import { MatButton, MatIconButton } from '@angular/material/button';
import { MatIcon } from '@angular/material/icon';

const SHOWN_MS = 2000;

/** Copies a text and says so, to the eye and to a screen reader. */
@Component({
  selector: 'app-copy-button',
  imports: [MatButton, MatIconButton, MatIcon],
  template: `
    @if (small()) {
      <button matIconButton type="button" [attr.aria-label]="'Copy ' + what()" (click)="copy()">
        <mat-icon [svgIcon]="icon()" />
      </button>
    } @else {
      <button matButton type="button" (click)="copy()">
        <mat-icon [svgIcon]="icon()" />{{ copied() ? 'Copied' : 'Copy' }}
        <span class="visually-hidden">{{ what() }}</span>
      </button>
    }
  `,
  styles: `
    :host {
      flex: none;
    }
    mat-icon {
      flex: none;
    }
  `,
})
export class CopyButton {
  private readonly clipboard = inject(Clipboard);
  private readonly announcer = inject(LiveAnnouncer);
  readonly text = input.required<string>();
  /** Named for a screen reader: "Copy <what>". */
  readonly what = input.required<string>();
  readonly small = input(false);
  protected readonly copied = signal(false);
  protected readonly icon = computed(() => (this.copied() ? 'check' : 'copy'));

  protected copy(): void {
    const done = this.clipboard.copy(this.text());
    void this.announcer.announce(done ? 'Copied' : 'Could not copy. Select the text instead.');
    this.copied.set(done);
    setTimeout(() => {
      this.copied.set(false);
    }, SHOWN_MS);
  }
}
