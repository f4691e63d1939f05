import { Component, effect, inject, untracked } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { RouterLink } from '@angular/router';
import { FirstPushProgress } from '../setup/first-push-progress';
import { StepList } from '../setup/step-list';

/** What is left to do until the first push; gone afterwards. */
@Component({
  selector: 'app-onboarding-card',
  imports: [MatButton, RouterLink, StepList],
  providers: [FirstPushProgress],
  template: `
    @if (progress.loaded() && !progress.finished()) {
      <section class="card pad" aria-labelledby="onboarding-heading">
        <h2 id="onboarding-heading">On the way to the first push</h2>
        <app-step-list [steps]="progress.steps()" [current]="progress.current()" />
        <div class="form-actions"><a matButton="filled" routerLink="/first-push">Go on</a></div>
      </section>
    }
  `,
})
export class OnboardingCard {
  protected readonly progress = inject(FirstPushProgress);

  constructor() {
    effect(() => {
      if (this.progress.registry() !== null && !this.progress.finished()) untracked(() => void this.progress.check());
    });
  }
}
