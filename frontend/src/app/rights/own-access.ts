import { Component, computed, input } from '@angular/core';
import type { OwnAccess } from '@spectacles/contracts';
import { RightChip } from './right-chip';
import { verbWords } from './right-words';

/** What I may do somewhere, and why. */
@Component({
  selector: 'app-own-access',
  imports: [RightChip],
  template: `
    <app-right-chip [words]="words()" />
    @if (why()) {
      <span class="sub">{{ why() }}</span>
    }
  `,
  styles: `
    :host {
      display: inline-flex;
      flex-wrap: wrap;
      align-items: center;
      vertical-align: middle;
      column-gap: 8px;
    }
  `,
})
export class OwnAccessChip {
  readonly access = input.required<OwnAccess>();
  protected readonly words = computed(() => verbWords(this.access().actions));
  protected readonly why = computed(() => toYou(this.access().source));
}

/** The server speaks of "the caller"; here that is the reader. */
export function toYou(sentence: string): string {
  return sentence
    .replace(/^The caller is\b/, 'You are')
    .replaceAll(/\bthe caller\b/g, 'you')
    .replace(/\.$/, '');
}
