import { Component, input } from '@angular/core';
import { CopyButton } from './copy-button';

/** A command or a file to take along. */
@Component({
  selector: 'app-copy-block',
  imports: [CopyButton],
  template: `
    <div class="block" [class.tall]="tall()">
      <pre
        [attr.tabindex]="tall() ? 0 : null"
        [attr.role]="tall() ? 'region' : null"
        [attr.aria-label]="tall() ? what() : null"
      ><code>{{ text() }}</code></pre>
      <app-copy-button [text]="text()" [what]="what()" />
    </div>
  `,
  styles: `
    .block {
      display: flex;
      align-items: center;
      gap: 8px;
      padding: 4px 4px 4px 12px;
      background: var(--code);
      border: 1px solid var(--line);
      border-radius: 8px;
    }
    .tall {
      position: relative;
      display: block;
      padding: 12px;
    }
    .tall app-copy-button {
      position: absolute;
      top: 6px;
      inset-inline-end: 6px;
      background: var(--code);
      border-radius: 8px;
    }
    pre {
      flex: 1;
      min-width: 0;
      margin: 0;
      padding: 6px 0;
      white-space: pre-wrap;
      overflow-wrap: anywhere;
    }
    .tall pre {
      max-height: 480px;
      overflow: auto;
      padding-block: 0;
    }
  `,
})
export class CopyBlock {
  readonly text = input.required<string>();
  readonly what = input.required<string>();
  /** Many lines: the button moves into the corner and the text scrolls. */
  readonly tall = input(false);
}
