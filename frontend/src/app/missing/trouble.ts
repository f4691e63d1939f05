import { Component, DOCUMENT, inject } from '@angular/core';
import { PageHeading } from '../shell/page-focus';

/**
 * Shown where a page could not be reached at all: the server is away, or has just been upgraded under us.
 * Part of the first download, and therefore without Material.
 */
@Component({
  selector: 'app-trouble',
  imports: [PageHeading],
  template: `
    <main class="empty">
      <h1 appPageHeading>Spectacles does not answer</h1>
      <p>
        The console could not load this page. Pulling and pushing do not need the console, and may well work. Check your
        connection, then try again.
      </p>
      <button type="button" (click)="tryAgain()">Try again</button>
    </main>
  `,
  styles: `
    main {
      padding-top: 20vh;
    }
    button {
      height: 36px;
      padding: 0 16px;
      border: 0;
      border-radius: 8px;
      background: var(--primary);
      color: var(--on-primary);
      font: inherit;
      font-weight: 500;
      cursor: pointer;
    }
  `,
})
export class Trouble {
  private readonly location = inject(DOCUMENT).location;

  /** The whole page: after an upgrade its parts have new names. */
  protected tryAgain(): void {
    this.location.reload();
  }
}
