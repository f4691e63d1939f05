import { afterNextRender, Component, ElementRef, inject, input } from '@angular/core';
import { Logo } from '../shell/logo';

/** The frame of the two pages before anybody is signed in. */
@Component({
  selector: 'app-entrance',
  imports: [Logo],
  template: `
    <main>
      <div class="brand"><app-logo />Spectacles</div>
      <section class="card" aria-labelledby="entrance-heading">
        <h1 id="entrance-heading">{{ heading() }}</h1>
        <p class="quiet">{{ sentence() }}</p>
        <ng-content />
      </section>
    </main>
  `,
  styles: `
    main {
      display: grid;
      gap: 20px;
      justify-items: center;
      padding: clamp(24px, 10vh, 96px) 16px 32px;
    }
    .brand {
      display: flex;
      align-items: center;
      gap: 12px;
      font-size: 18px;
      font-weight: 600;
    }
    .card {
      width: 100%;
      max-width: 440px;
      padding: 28px;
    }
    h1 + p {
      margin: 4px 0 20px;
    }
    @media (max-width: 599px) {
      .card {
        padding: 20px;
      }
    }
  `,
})
export class Entrance {
  private readonly host = inject<ElementRef<HTMLElement>>(ElementRef);
  readonly heading = input.required<string>();
  readonly sentence = input.required<string>();

  constructor() {
    afterNextRender(() => this.host.nativeElement.querySelector('input')?.focus());
  }
}
