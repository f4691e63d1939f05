import { Component, computed, input } from '@angular/core';
import { MatIcon } from '@angular/material/icon';
import type { CheckReport } from '@spectacles/contracts';
import type { IconName } from '../appearance/icons';

type Result = CheckReport['results'][number];

const titles: Record<Result['check'], string> = {
  reachable: 'The registry answers',
  tls: 'Its certificate is good',
  api: 'It speaks the registry API',
  'token-auth': 'It asks for tokens',
  realm: 'It sends people here for them',
  service: 'It calls itself by the right name',
  'issuer-and-key': 'It accepts our tokens',
  catalog: 'It lists its repositories',
  'delete-enabled': 'It lets images be deleted',
};
const icons: Record<Result['outcome'], IconName> = {
  ok: 'check',
  warning: 'warning',
  failed: 'failed',
  skipped: 'clock',
};
const tones: Record<Result['outcome'], string> = { ok: 'good', warning: 'warn', failed: 'bad', skipped: 'quiet' };
const words: Record<Result['outcome'], string> = { ok: 'fine', warning: 'look', failed: 'wrong', skipped: 'not tried' };

/** What a connection test found; each thing that is wrong says how it is mended. */
@Component({
  selector: 'app-check-results',
  imports: [MatIcon],
  template: `
    <ul>
      @for (result of report().results; track result.check) {
        <li>
          <mat-icon [svgIcon]="icons[result.outcome]" [class]="tones[result.outcome]" />
          <div>
            <h3>{{ titles[result.check] }}</h3>
            @if (result.outcome !== 'skipped' || failed() === 0) {
              <p class="quiet">{{ result.message }}</p>
            }
            @if (result.fix) {
              <p>{{ result.fix }}</p>
            }
          </div>
          <span class="state" [class]="tones[result.outcome]">{{ words[result.outcome] }}</span>
        </li>
      }
    </ul>
  `,
  styles: `
    li {
      display: flex;
      gap: 12px;
      padding: 12px 16px;
    }
    li + li {
      border-top: 1px solid var(--line);
    }
    div {
      flex: 1;
      min-width: 0;
    }
  `,
})
export class CheckResults {
  readonly report = input.required<CheckReport>();
  /** Where something failed, what comes after it was not tried: saying so once is enough. */
  protected readonly failed = computed(
    () => this.report().results.filter(({ outcome }) => outcome === 'failed').length,
  );
  protected readonly titles = titles;
  protected readonly icons = icons;
  protected readonly tones = tones;
  protected readonly words = words;
}
