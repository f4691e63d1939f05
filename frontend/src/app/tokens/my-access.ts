import { Component, input } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { RouterLink } from '@angular/router';
import { SomebodysAccess } from '../rights/somebodys-access';

/** What I can do, and from where each right comes. */
@Component({
  selector: 'app-my-access',
  imports: [MatButton, RouterLink, SomebodysAccess],
  template: `
    <div class="stack">
      <app-somebodys-access
        heading="What I can do"
        sentence="What the registry lets you do, and where that comes from."
        none="Ask the owner of the namespace that you need, or an administrator, to give you access."
        [q]="q()"
        [cursor]="cursor()"
      />
      <a matButton="outlined" routerLink="/simulator">Ask about one repository</a>
    </div>
  `,
})
export class MyAccess {
  readonly q = input<string>();
  readonly cursor = input<string>();
}
