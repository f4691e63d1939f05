import { Component, ElementRef, inject, input } from '@angular/core';
import { type FieldTree, FormField } from '@angular/forms/signals';
import { MatButton } from '@angular/material/button';
import { MatIcon } from '@angular/material/icon';
import { Field } from '../../forms/field';
import { PatternField } from '../pattern-field';
import { registryChoices } from './registry-choices';
import { type ScopeRow, scopeRow, scopeVerbs } from './scope-rows';

/** Rows of registry, pattern and verbs: what a credential may do at most. */
@Component({
  selector: 'app-scope-editor',
  imports: [Field, FormField, MatButton, MatIcon, PatternField],
  templateUrl: './scope-editor.html',
  styleUrl: './scope-editor.scss',
})
export class ScopeEditor {
  private readonly host = inject<ElementRef<HTMLElement>>(ElementRef);
  readonly rows = input.required<FieldTree<ScopeRow[]>>();
  /** What a new row begins with, such as "team/**". */
  readonly newPattern = input('');
  /** Whether the registry is settled already, as with the robot of a namespace. */
  readonly fixedRegistry = input(false);
  readonly namespaceId = input<string>();
  protected readonly verbs = scopeVerbs;
  protected readonly registries = registryChoices();

  protected add(): void {
    this.rows()().value.update((rows) => [...rows, scopeRow(this.newPattern(), ['pull'])]);
    this.focusLater('app-pattern-field input', 'last');
  }

  protected remove(index: number): void {
    this.rows()().value.update((rows) => rows.filter((_row, at) => at !== index));
    this.focusLater('button.add', 'first');
  }

  /** After the rows are drawn; the focus must not fall out of the page with the row that went. */
  private focusLater(selector: string, which: 'first' | 'last'): void {
    setTimeout(() => {
      const found = [...this.host.nativeElement.querySelectorAll<HTMLElement>(selector)];
      found.at(which === 'last' ? -1 : 0)?.focus();
    });
  }
}
