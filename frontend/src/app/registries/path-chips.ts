import { Component, type ElementRef, model, signal, viewChild } from '@angular/core';
import type { FormValueControl } from '@angular/forms/signals';
import { MatButton } from '@angular/material/button';
import { MatIcon } from '@angular/material/icon';
import { NamespacePath } from '@spectacles/contracts';

/** A list of paths: typed one by one, each with a button that takes it away. The top is written "/". */
@Component({
  selector: 'app-path-chips',
  imports: [MatButton, MatIcon],
  template: `
    <div class="row">
      <input
        #field
        class="mono"
        autocomplete="off"
        autocapitalize="none"
        spellcheck="false"
        (keydown.enter)="$event.preventDefault(); add()"
        (blur)="add(); touched.set(true)"
      />
      <button matButton="outlined" type="button" (click)="add()">Add the path</button>
    </div>
    @if (problem()) {
      <p class="field-error" role="alert">{{ problem() }}</p>
    }
    @if (value().length > 0) {
      <ul class="row" aria-label="Paths">
        @for (path of value(); track path) {
          <li>
            <button
              matButton="outlined"
              type="button"
              [attr.aria-label]="'Remove ' + nameOf(path)"
              (click)="remove(path)"
            >
              <code>{{ nameOf(path) }}</code><mat-icon svgIcon="close" iconPositionEnd />
            </button>
          </li>
        }
      </ul>
    }
  `,
  styles: `
    :host {
      display: block;
    }
    input {
      flex: 1 1 200px;
      width: auto;
      min-width: 0;
    }
    ul {
      margin-top: 8px;
    }
  `,
})
export class PathChips implements FormValueControl<string[]> {
  private readonly field = viewChild.required<ElementRef<HTMLInputElement>>('field');
  readonly value = model<string[]>([]);
  readonly touched = model(false);
  protected readonly problem = signal('');

  focus(options?: FocusOptions): void {
    this.field().nativeElement.focus(options);
  }

  protected nameOf(path: string): string {
    return path === '' ? '/' : path;
  }

  protected add(): void {
    const input = this.field().nativeElement;
    const typed = input.value.trim();
    if (typed === '') return;
    const { data: path, error } = NamespacePath.safeParse(typed === '/' ? '' : typed);
    this.problem.set(error === undefined ? '' : (error.issues[0]?.message ?? 'This is no path.'));
    if (path === undefined) return;
    if (!this.value().includes(path)) this.value.update((paths) => [...paths, path]);
    input.value = '';
  }

  protected remove(path: string): void {
    this.value.update((paths) => paths.filter((other) => other !== path));
    this.focus();
  }
}
