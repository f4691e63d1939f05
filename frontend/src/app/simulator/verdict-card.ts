import { afterRenderEffect, Component, computed, ElementRef, inject, input } from '@angular/core';
import { MatIcon } from '@angular/material/icon';
import { RouterLink } from '@angular/router';
import type { Explanation, ExplainStep } from '@spectacles/contracts';
import { CopyBlock } from '../copy/copy-block';
import { type ChainPlace, editLink } from './chain-links';
import { named, verdictOf } from './verdict-words';

const effects: Record<ExplainStep['effect'], string> = {
  decides: 'decides',
  adds: 'adds',
  passed: 'changes nothing',
  limits: 'takes away',
};

/** Limits may stand in the way of what nobody gave. */
function effectWords({ effect, actions }: ExplainStep): string {
  return effect === 'limits' && actions.length === 0 ? 'would take it away' : effects[effect];
}

/** The answer: verdict, what decided it, the whole chain, what a client gets, and what would turn it. */
@Component({
  selector: 'app-verdict-card',
  imports: [CopyBlock, MatIcon, RouterLink],
  templateUrl: './verdict-card.html',
  styleUrl: './verdict-card.scss',
})
export class VerdictCard {
  private readonly host = inject<ElementRef<HTMLElement>>(ElementRef);
  readonly explanation = input.required<Explanation>();
  readonly subject = input.required<string>();
  readonly place = input.required<ChainPlace>();
  private readonly grant = computed(() => this.explanation().grants[0]);
  protected readonly dropped = computed(() => this.explanation().dropped);
  protected readonly verdict = computed(() => {
    const grant = this.grant();
    return grant === undefined ? null : verdictOf(this.subject(), grant);
  });
  protected readonly chain = computed(() =>
    (this.grant()?.chain ?? []).map((step) => ({
      effect: effectWords(step),
      decides: step.effect === 'decides',
      text: named(step.text, this.subject()),
      actions: step.actions.length === 0 && step.effect !== 'limits' ? 'nothing' : step.actions.join(', '),
      link: editLink(step, this.place()),
    })),
  );
  /** Where there is no chain to show, the reasons alone. */
  protected readonly reasons = computed(() => [
    ...new Set((this.grant()?.because ?? []).map(({ source }) => named(source.text, this.subject()))),
  ]);
  protected readonly flips = computed(() =>
    (this.grant()?.flips ?? []).map(({ action, text }) => ({ action, text: named(text, this.subject()) })),
  );

  constructor() {
    // Below a form that fills the screen of a phone nobody would see the answer.
    afterRenderEffect(() => {
      this.explanation();
      const host = this.host.nativeElement;
      const first = host.parentElement?.firstElementChild ?? host;
      if (host.getBoundingClientRect().top > globalThis.innerHeight / 2) first.scrollIntoView({ block: 'start' });
    });
  }
}
