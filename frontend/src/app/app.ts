import { Component, inject } from '@angular/core';
import { RouterOutlet } from '@angular/router';
import { PageFocus } from './shell/page-focus';

@Component({ selector: 'app-root', imports: [RouterOutlet], template: '<router-outlet />' })
export class App {
  constructor() {
    inject(PageFocus); // Has to watch from the first navigation on.
  }
}
