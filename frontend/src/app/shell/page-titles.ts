import { inject, Service } from '@angular/core';
import { Title } from '@angular/platform-browser';
import { type RouterStateSnapshot, TitleStrategy } from '@angular/router';

/** "<page> · Spectacles" in the browser's tab. */
@Service()
export class PageTitles extends TitleStrategy {
  private readonly title = inject(Title);

  override updateTitle(state: RouterStateSnapshot): void {
    this.name(this.buildTitle(state));
  }

  /** For pages that know what they are called only after loading. */
  name(page: string | undefined): void {
    this.title.setTitle(page === undefined ? 'Spectacles' : `${page} · Spectacles`);
  }
}
