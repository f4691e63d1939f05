import { Service, signal } from '@angular/core';
import { type Client, clients } from './pull-commands';

const KEY = 'spectacles-client';

/** The client whose commands this person wants to see; kept in the browser. */
@Service()
export class PreferredClient {
  private readonly chosen = signal<Client>(clients.find((client) => client === localStorage.getItem(KEY)) ?? 'docker');
  readonly client = this.chosen.asReadonly();

  choose(client: Client): void {
    this.chosen.set(client);
    localStorage.setItem(KEY, client);
  }
}
