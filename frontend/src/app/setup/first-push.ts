import { Component, effect, inject, untracked } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { MatIcon } from '@angular/material/icon';
import { RouterLink } from '@angular/router';
import { ConfigurationText } from '../registries/configuration-text';
import { PageHeader } from '../shell/page-header';
import { FirstPushProgress } from './first-push-progress';
import { PushCommands } from './push-commands';
import { StepList } from './step-list';

const CHECK_MS = 5000;
const LOOK_MS = 3000;

/** Leads from a fresh installation to the first image; every step turns green by what is really there. */
@Component({
  selector: 'app-first-push',
  imports: [ConfigurationText, MatButton, MatIcon, PageHeader, PushCommands, RouterLink, StepList],
  providers: [FirstPushProgress],
  templateUrl: './first-push.html',
})
export class FirstPush {
  protected readonly progress = inject(FirstPushProgress);

  constructor() {
    effect(() => {
      if (this.progress.registry() !== null) untracked(() => void this.progress.check());
    });
    effect((onCleanup) => {
      const step = this.progress.loaded() ? this.progress.current()?.name : undefined;
      if (step !== 'tokens' && step !== 'push') return;
      const timer = setInterval(
        () => {
          if (step === 'tokens') void this.progress.check();
          else this.progress.lookForImages();
        },
        step === 'tokens' ? CHECK_MS : LOOK_MS,
      );
      onCleanup(() => {
        clearInterval(timer);
      });
    });
  }
}
