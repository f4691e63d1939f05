import { Component, computed, input } from '@angular/core';
import { MatIcon } from '@angular/material/icon';
import type { SweepView } from '@spectacles/contracts';
import type { IconName } from '../appearance/icons';
import { TimeAgo } from '../figures/time-ago';

interface Look {
  readonly icon: IconName;
  readonly tone: 'good' | 'warn' | 'bad' | 'quiet';
  readonly words: string;
}

/** How the last sweep of a registry went, in a word and an icon. */
@Component({
  selector: 'app-sweep-state',
  imports: [MatIcon, TimeAgo],
  template: `
    <span class="state" [class]="look().tone"><mat-icon [svgIcon]="look().icon" />{{ look().words }}</span>
    @if (sweep()?.finishedAt; as time) {
      <span class="quiet small"><app-time-ago [at]="time" /></span>
    }
  `,
  styles: `
    :host {
      display: inline-flex;
      flex-wrap: wrap;
      align-items: center;
      column-gap: 8px;
    }
  `,
})
export class SweepState {
  readonly sweep = input.required<SweepView | null>();
  protected readonly look = computed(() => lookOf(this.sweep()));
}

function lookOf(sweep: SweepView | null): Look {
  if (sweep === null) return { icon: 'clock', tone: 'quiet', words: 'not swept yet' };
  if (sweep.state === 'running') return { icon: 'refresh', tone: 'quiet', words: 'sweeping now' };
  if (sweep.state === 'failed') return { icon: 'failed', tone: 'bad', words: 'sweep failed' };
  if (sweep.repositoriesFailed > 0) return { icon: 'warning', tone: 'warn', words: 'swept in part' };
  return { icon: 'check', tone: 'good', words: 'swept' };
}
