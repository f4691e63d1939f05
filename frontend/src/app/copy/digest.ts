import { Component, computed, input } from '@angular/core';
import { CopyButton } from './copy-button';
import { shortDigest } from './short-digest';

/** A digest as people compare them: twelve digits, the whole of it to copy and on hover. */
@Component({
  selector: 'app-digest',
  imports: [CopyButton],
  template: `
    <code [title]="value()">{{ short() }}</code>
    <app-copy-button [text]="value()" [what]="'digest ' + short()" [small]="true" />
  `,
  styles: `
    :host {
      display: inline-flex;
      align-items: center;
    }
    app-copy-button {
      --mat-icon-button-state-layer-size: 24px;
      --mat-icon-button-icon-size: 16px;
    }
    code {
      color: var(--quiet);
      white-space: nowrap;
    }
  `,
})
export class DigestText {
  readonly value = input.required<string>();
  protected readonly short = computed(() => shortDigest(this.value()));
}
