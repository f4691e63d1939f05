import { Component, computed, input } from '@angular/core';
import { MatIcon } from '@angular/material/icon';
import type { RobotView } from '@spectacles/contracts';
import { robotState } from './robot-words';

const looks = {
  active: { icon: 'check', look: 'good' },
  disabled: { icon: 'failed', look: 'bad' },
  ended: { icon: 'clock', look: 'bad' },
} as const;

@Component({
  selector: 'app-robot-status',
  imports: [MatIcon],
  template: `<span class="state" [class]="look().look"><mat-icon [svgIcon]="look().icon" />{{ words() }}</span>`,
})
export class RobotStatus {
  readonly robot = input.required<RobotView>();
  protected readonly words = computed(() => robotState(this.robot(), Date.now()));
  protected readonly look = computed(() => looks[this.words()]);
}
