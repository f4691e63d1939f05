import { Component, input } from '@angular/core';
import type { TagView } from '@spectacles/contracts';
import { DigestText } from '../copy/digest';
import { ByteSize } from '../figures/byte-size';
import { TimeAgo } from '../figures/time-ago';

/** What is known of one tag. */
@Component({
  selector: 'app-tag-panel',
  imports: [ByteSize, DigestText, TimeAgo],
  template: `
    <section class="card pad" aria-labelledby="tag-heading">
      <h2 id="tag-heading">{{ tag().name }}</h2>
      <dl class="facts">
        <dt>Digest</dt>
        <dd><app-digest [value]="tag().digest" /></dd>
        <dt>Kind</dt>
        <dd class="small mono">{{ tag().mediaType }}</dd>
        <dt>Platforms</dt>
        <dd>{{ tag().platforms.join(', ') || 'none named' }}</dd>
        <dt>Size</dt>
        <dd>{{ tag().sizeBytes | byteSize }}</dd>
        <dt>Built</dt>
        <dd><app-time-ago [at]="tag().createdAt" missing="not said" [always]="true" /></dd>
        <dt>Pushed</dt>
        <dd><app-time-ago [at]="tag().pushedAt" [always]="true" /></dd>
      </dl>
    </section>
  `,
  styles: `
    dl {
      margin-top: 12px;
    }
  `,
})
export class TagPanel {
  readonly tag = input.required<TagView>();
}
