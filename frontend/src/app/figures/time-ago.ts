import { Component, computed, input } from '@angular/core';

const STEPS: readonly (readonly [Intl.RelativeTimeFormatUnit, number])[] = [
  ['year', 31_536_000],
  ['month', 2_592_000],
  ['week', 604_800],
  ['day', 86_400],
  ['hour', 3600],
  ['minute', 60],
];
const words = new Intl.RelativeTimeFormat('en', { numeric: 'auto' });
const JUST_NOW_SECONDS = 45;

/** "2 minutes ago", "yesterday"; seconds are "just now". */
export function timeAgo(time: string, now: number): string {
  const seconds = (Date.parse(time) - now) / 1000;
  if (Math.abs(seconds) < JUST_NOW_SECONDS) return 'just now';
  for (const [unit, length] of STEPS) {
    if (Math.abs(seconds) >= length) return words.format(Math.round(seconds / length), unit);
  }
  return words.format(Math.sign(seconds), 'minute');
}

/**
 * A moment in words; the exact one is for programs, on hover, and shown while the focus is in its row, so that a
 * keyboard gets it too without one more stop for every time.
 */
@Component({
  selector: 'app-time-ago',
  template: `
    @if (at(); as time) {
      <time [attr.datetime]="time" [title]="exact()">{{ relative() }}</time>
      <span class="exact-time" [class.always]="always()">{{ brief() }}</span>
    } @else {
      <span class="quiet">{{ missing() }}</span>
    }
  `,
  styles: `
    :host {
      position: relative;
    }
    time {
      white-space: nowrap;
    }
  `,
})
export class TimeAgo {
  readonly at = input.required<string | null>();
  readonly missing = input('never');
  /** Where there is room for both. */
  readonly always = input(false);
  protected readonly relative = computed(() => timeAgo(this.at() ?? '', Date.now()));
  private readonly moment = computed(() => new Date(this.at() ?? ''));
  protected readonly exact = computed(() =>
    this.moment().toLocaleString(undefined, { dateStyle: 'full', timeStyle: 'long' }),
  );
  protected readonly brief = computed(() =>
    this.moment().toLocaleString(undefined, { dateStyle: 'medium', timeStyle: 'medium' }),
  );
}
