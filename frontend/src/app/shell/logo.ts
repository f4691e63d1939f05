import { Component } from '@angular/core';

/** The goggles: a strap and two lenses. */
@Component({
  selector: 'app-logo',
  template: `
    <svg viewBox="0 0 44 26" width="38" height="22" aria-hidden="true">
      <path class="strap" d="M0 6h44v5H0z" />
      <path
        class="frame"
        d="M7 2h12.500q2.500 0 2.500 1.500Q22 2 24.500 2H37a2.500 2.500 0 0 1 2.500 2.500V12a12 12 0 0 1-7.500 11c-4.500 1.500-8-1.500-10-4.500-2 3-5.500 6-10 4.500a12 12 0 0 1-7.500-11V4.500A2.500 2.500 0 0 1 7 2z"
      />
      <path class="lens" d="M9 6.500h9V13a4.500 4.500 0 0 1-9 0zM26 6.500h9V13a4.500 4.500 0 0 1-9 0z" />
    </svg>
  `,
  styles: `
    :host {
      display: inline-flex;
    }
    .strap {
      fill: var(--primary);
    }
    .frame {
      fill: #f2740f;
    }
    .lens {
      fill: var(--surface);
    }
  `,
})
export class Logo {}
