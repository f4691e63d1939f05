import { Component, input } from '@angular/core';

/** A right, always looking the same: verbs, then where it comes from. */
@Component({
  selector: 'app-right-chip',
  template: `<b>{{ words() }}</b>
    @if (source()) {
      <span>{{ source() }}</span>
    }`,
  host: { '[class.none]': "words() === 'nothing'" },
  styles: `
    :host {
      display: inline-flex;
      flex-wrap: wrap;
      align-items: center;
      vertical-align: middle;
      column-gap: 8px;
      padding: 2px 10px;
      border: 1px solid var(--line);
      border-radius: 8px;
      background: var(--surface);
      font-size: 13px;
      line-height: 20px;
    }
    :host(.none) {
      border-style: dashed;
    }
    b {
      font-weight: 600;
      white-space: nowrap;
    }
    span {
      color: var(--quiet);
    }
  `,
})
export class RightChip {
  readonly words = input.required<string>();
  readonly source = input('');
}
