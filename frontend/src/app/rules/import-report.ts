import { Component, computed, input } from '@angular/core';
import { MatIcon } from '@angular/material/icon';
import type { ImportReport } from '@spectacles/contracts';

/** What was taken, what was refused and why, and what may be other than meant: each under its own heading. */
@Component({
  selector: 'app-import-report',
  imports: [MatIcon],
  template: `
    <div class="stack">
      <p class="note" [class.bad]="report().refused.length > 0" [class.good]="report().refused.length === 0">
        <mat-icon [svgIcon]="report().refused.length > 0 ? 'failed' : 'check'" />
        <span>{{ verdict() }}</span>
      </p>
      @if (report().refused.length > 0) {
        <section class="card" aria-labelledby="refused-heading">
          <div class="card-head">
            <h3 id="refused-heading">− Refused ({{ report().refused.length }})</h3>
          </div>
          <ul class="lines">
            @for (line of report().refused; track $index) {
              <li>
                <span
                  >{{ line.reason }}<code class="sub">{{ line.at }}</code></span
                >
              </li>
            }
          </ul>
        </section>
      }
      @if (report().warnings.length > 0) {
        <section class="card" aria-labelledby="warnings-heading">
          <div class="card-head">
            <h3 id="warnings-heading">! Worth a look ({{ report().warnings.length }})</h3>
          </div>
          <ul class="lines">
            @for (line of report().warnings; track $index) {
              <li>
                <span
                  >{{ line.message }}<code class="sub">{{ line.pointer }}</code></span
                >
              </li>
            }
          </ul>
        </section>
      }
      <section class="card" aria-labelledby="taken-heading">
        <div class="card-head">
          <h3 id="taken-heading">+ Taken ({{ report().taken.length }})</h3>
        </div>
        <ul class="lines">
          @for (line of report().taken; track $index) {
            <li>
              <span
                >{{ line.what }}
                @if (line.note) {
                  <span class="sub">{{ line.note }}</span>
                }
                <code class="sub">{{ line.at }}</code></span
              >
            </li>
          } @empty {
            <li>Nothing.</li>
          }
        </ul>
      </section>
    </div>
  `,
})
export class ImportReportView {
  readonly report = input.required<ImportReport>();
  protected readonly verdict = computed(() => {
    const { dryRun, refused, taken } = this.report();
    if (refused.length > 0) return 'Nothing is changed while anything is refused. Change the file, then try again.';
    const count = taken.length === 1 ? '1 thing' : `${String(taken.length)} things`;
    return dryRun ? `It would work: ${count} would be taken over. Nothing is changed yet.` : `${count} taken over.`;
  });
}
