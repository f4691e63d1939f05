import { Component, input } from '@angular/core';

/** A list with nothing in it: a drawing, one sentence, and (projected) the one thing to do. */
@Component({
  selector: 'app-empty-state',
  template: `
    <div class="empty">
      <svg viewBox="0 0 160 84" width="160" height="84" fill="none" stroke="currentColor" aria-hidden="true">
        <g stroke-width="1.600" stroke-linecap="round" stroke-linejoin="round">
          <path d="M14 72h132" />
          <path d="M30 72V40h34v32M64 72V28h38v44M102 72V48h30v24" />
          <path d="M30 50h34M64 42h38M102 58h30M44 46h6M80 35h6M114 53h6" />
          <path d="M71 18a8 8 0 0 0 11 0M85 18a8 8 0 0 0 11 0M82 14q1.500-1.500 3 0M64 10l7 4M103 10l-7 4" />
          <path d="M71 12h11v6a5.500 5.500 0 0 1-11 0zM85 12h11v6a5.500 5.500 0 0 1-11 0z" />
        </g>
      </svg>
      <h2>{{ heading() }}</h2>
      <p>{{ sentence() }}</p>
      <ng-content />
    </div>
  `,
  styles: `
    svg {
      color: var(--control);
    }
  `,
})
export class EmptyState {
  readonly heading = input.required<string>();
  readonly sentence = input.required<string>();
}
