import type { HttpResourceRef } from '@angular/common/http';
import { computed, linkedSignal, type Signal } from '@angular/core';
import { type ApiProblem, toProblem } from './problem';

/** A value that the server gives: the newest one, also while a newer one is on its way. */
export class LoadedValue<T> {
  /** Keeps the last answer while the next is loading, so that a list does not blink with every filter. */
  readonly value: Signal<T | undefined>;
  readonly problem: Signal<ApiProblem | undefined>;
  readonly loading: Signal<boolean>;

  constructor(private readonly resource: HttpResourceRef<T | undefined>) {
    this.value = linkedSignal<T | undefined, T | undefined>({
      source: () => (resource.hasValue() ? resource.value() : undefined),
      computation: (current, previous) => current ?? (resource.isLoading() ? previous?.value : undefined),
    });
    this.problem = computed(() => {
      const error = resource.error();
      return error === undefined ? undefined : toProblem(error);
    });
    this.loading = resource.isLoading;
  }

  reload(): void {
    this.resource.reload();
  }

  /** Puts in what a change answered, without asking again. */
  replace(value: T): void {
    this.resource.set(value);
  }
}
