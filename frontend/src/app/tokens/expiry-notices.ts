import { Component, computed, inject, input } from '@angular/core';
import { MatIcon } from '@angular/material/icon';
import { RouterLink } from '@angular/router';
import { listNotices } from '@spectacles/contracts';
import { ConsoleClient } from '../api/console-client';
import { noticeAdvice, noticeLink, noticeWords } from './notice-words';

const SHOWN = 5;

/** What ends soon or has ended; nothing where nothing does. */
@Component({
  selector: 'app-expiry-notices',
  imports: [MatIcon, RouterLink],
  template: `
    @if (shown().length > 0) {
      <section class="note attention" aria-label="Ending soon">
        <mat-icon svgIcon="clock" />
        <ul>
          @for (notice of shown(); track notice.key) {
            <li>
              <a [routerLink]="notice.link">{{ notice.words }}</a>. {{ notice.advice }}
            </li>
          }
          @if (more() > 0) {
            <li>And {{ more() }} more.</li>
          }
        </ul>
      </section>
    }
  `,
  host: { '[hidden]': 'shown().length === 0' },
  styles: `
    a {
      text-decoration: underline;
    }
  `,
})
export class ExpiryNotices {
  /** On the page of one kind only its own. */
  readonly kind = input<'token' | 'robot'>();
  /** On the page of one thing only its own. */
  readonly id = input<string>();
  private readonly notices = inject(ConsoleClient).read(listNotices, () => ({}));
  private readonly all = computed(() =>
    (this.notices.value()?.items ?? []).filter(
      ({ kind, id }) =>
        (this.kind() === undefined || (kind === 'token') === (this.kind() === 'token')) &&
        (this.id() === undefined || id === this.id()),
    ),
  );
  protected readonly shown = computed(() =>
    this.all()
      .slice(0, SHOWN)
      .map((notice) => ({
        key: `${notice.kind}:${notice.id}:${notice.expiresAt}`,
        link: noticeLink(notice),
        words: noticeWords(notice),
        advice: noticeAdvice(notice),
      })),
  );
  protected readonly more = computed(() => this.all().length - this.shown().length);
}
