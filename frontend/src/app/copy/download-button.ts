import { DOCUMENT } from '@angular/common';
import { Component, inject, input } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { MatIcon } from '@angular/material/icon';

/** Saves a text as a file; it never leaves the browser. */
@Component({
  selector: 'app-download-button',
  imports: [MatButton, MatIcon],
  template: `
    <button matButton type="button" (click)="save()">
      <mat-icon svgIcon="download" />Download<span class="visually-hidden"> {{ fileName() }}</span>
    </button>
  `,
})
export class DownloadButton {
  private readonly document = inject(DOCUMENT);
  readonly text = input.required<string>();
  readonly fileName = input.required<string>();

  protected save(): void {
    const url = URL.createObjectURL(new Blob([this.text()], { type: 'application/octet-stream' }));
    const link = this.document.createElement('a');
    link.href = url;
    link.download = this.fileName();
    link.click();
    // The download has its own hold on the data by then.
    setTimeout(() => {
      URL.revokeObjectURL(url);
    });
  }
}
