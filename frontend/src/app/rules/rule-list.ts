import { LiveAnnouncer } from '@angular/cdk/a11y';
import { Component, computed, effect, ElementRef, inject, signal, untracked } from '@angular/core';
import { form, FormField, FormRoot } from '@angular/forms/signals';
import { MatButton } from '@angular/material/button';
import { MatIcon } from '@angular/material/icon';
import { RouterLink } from '@angular/router';
import { readRules, replaceRules, type RuleListView } from '@spectacles/contracts';
import { ConsoleClient } from '../api/console-client';
import { DownloadButton } from '../copy/download-button';
import { EmptyState } from '../feedback/empty-state';
import { LoadState } from '../feedback/load-state';
import { FormProblem } from '../forms/form-problem';
import { submission } from '../forms/submission';
import { InForce } from '../in-force/in-force';
import { CurrentRegistry } from '../registries/current-registry';
import { bodyOf, modelOf, newRule, type RuleListModel } from './rule-model';
import { RuleRow } from './rule-row';
import { ruleListRules } from './rule-rules';

/** The ordered rules of a registry: edited together, saved in one step, so that no half of a list is ever in force. */
@Component({
  selector: 'app-rule-list',
  imports: [
    DownloadButton,
    EmptyState,
    FormField,
    FormProblem,
    FormRoot,
    LoadState,
    MatButton,
    MatIcon,
    RouterLink,
    RuleRow,
  ],
  templateUrl: './rule-list.html',
  styles: `
    .rules > li + li {
      border-top: 1px solid var(--line);
    }
    .pad {
      padding: 12px 16px;
    }
  `,
})
export class RuleList {
  private readonly client = inject(ConsoleClient);
  private readonly inForce = inject(InForce);
  private readonly announcer = inject(LiveAnnouncer);
  private readonly host = inject<ElementRef<HTMLElement>>(ElementRef);
  protected readonly registry = inject(CurrentRegistry).registry;
  protected readonly saved = this.client.read(readRules, () => {
    const id = this.registry.value()?.id;
    return id === undefined ? undefined : { params: { id } };
  });
  protected readonly model = signal<RuleListModel>({ rulesOnly: false, rules: [] });
  /** The place of the rule that was added last: it opens by itself. */
  protected readonly fresh = signal<number | null>(null);
  readonly changed = computed(() => {
    const saved = this.saved.value();
    return saved !== undefined && JSON.stringify(modelOf(saved)) !== JSON.stringify(this.model());
  });
  protected readonly fileName = computed(() => `rules-${this.registry.value()?.service ?? 'registry'}.json`);
  /** By the index of the rule; they speak of what is saved, so they go when something is changed. */
  protected readonly warnings = computed(() =>
    this.changed() ? new Map<number, string[]>() : byRule(this.saved.value()),
  );
  protected readonly list = form(
    this.model,
    ruleListRules,
    submission(async (model) => {
      const id = this.registry.value()?.id ?? '';
      this.saved.replace(await this.client.send(replaceRules, { params: { id }, body: bodyOf(model) }));
      this.inForce.tell('The rules are saved.');
    }),
  );

  constructor() {
    effect(() => {
      const saved = this.saved.value();
      if (saved === undefined) return;
      untracked(() => {
        this.reset(saved);
      });
    });
  }

  /** As the route that replaces the rules takes them back. */
  protected saves(saved: RuleListView): string {
    return `${JSON.stringify(bodyOf(modelOf(saved)), null, 2)}\n`;
  }

  protected reset(saved: RuleListView): void {
    this.fresh.set(null);
    this.list().reset(modelOf(saved));
  }

  protected add(): void {
    this.fresh.set(this.model().rules.length);
    this.model.update((model) => ({ ...model, rules: [...model.rules, newRule()] }));
    this.focusLater('li:last-child app-rule-fields select');
  }

  protected remove(index: number): void {
    this.model.update((model) => ({ ...model, rules: model.rules.filter((_rule, at) => at !== index) }));
    void this.announcer.announce(`Rule ${String(index + 1)} is removed. Nothing is saved yet.`);
    this.focusLater('button.add');
  }

  protected move(index: number, by: number): void {
    const rules = [...this.model().rules];
    const [rule] = rules.splice(index, 1);
    if (rule === undefined) return;
    rules.splice(index + by, 0, rule);
    this.model.update((model) => ({ ...model, rules }));
    const place = index + by + 1;
    void this.announcer.announce(`Moved to place ${String(place)} of ${String(rules.length)}`);
    this.focusLater(`li:nth-child(${String(place)}) button.${by < 0 ? 'up' : 'down'}`);
  }

  /** Once the rows are drawn again: the focus goes with what was moved. */
  private focusLater(selector: string): void {
    setTimeout(() => this.host.nativeElement.querySelector<HTMLElement>(selector)?.focus());
  }
}

function byRule(list: RuleListView | undefined): Map<number, string[]> {
  const warnings = new Map<number, string[]>();
  for (const { pointer, message } of list?.warnings ?? []) {
    const index = Number(pointer.split('/')[2]);
    warnings.set(index, [...(warnings.get(index) ?? []), message]);
  }
  return warnings;
}
