import { Component, computed, inject, input } from '@angular/core';
import type { TagView } from '@spectacles/contracts';
import { CopyBlock } from '../copy/copy-block';
import { ClientSwitch } from './client-switch';
import { PreferredClient } from './preferred-client';
import { pullCommand } from './pull-commands';

/** The command that fetches a tag, for the client that the person uses. */
@Component({
  selector: 'app-pull-panel',
  imports: [ClientSwitch, CopyBlock],
  template: `
    <section class="card pad" aria-labelledby="pull-heading">
      <h2 id="pull-heading">Pull</h2>
      <app-client-switch />
      <app-copy-block [text]="byTag()" what="pull command" />
      <details class="more">
        <summary>By digest it never changes</summary>
        <app-copy-block [text]="byDigest()" what="pull command by digest" />
      </details>
    </section>
  `,
  styles: `
    section {
      display: grid;
      gap: 12px;
    }
  `,
})
export class PullPanel {
  private readonly preferred = inject(PreferredClient);
  readonly image = input.required<string>();
  readonly tag = input.required<TagView>();
  protected readonly byTag = computed(() => pullCommand(this.preferred.client(), this.image(), `:${this.tag().name}`));
  protected readonly byDigest = computed(() =>
    pullCommand(this.preferred.client(), this.image(), `@${this.tag().digest}`),
  );
}
