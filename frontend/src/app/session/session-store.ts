import { HttpClient } from '@angular/common/http';
import { computed, inject, Service, signal } from '@angular/core';
import {
  closeSession,
  completeSetup,
  openSession,
  readSession,
  readSetup,
  SessionView,
  type SetupBody,
  SetupView,
  type SignInBody,
  type UserView,
} from '@spectacles/contracts';
import { firstValueFrom } from 'rxjs';
import { addressOf } from '../api/console-client';
import { toProblem } from '../api/problem';

/** Who is signed in. The anti-forgery token lives here, in memory alone. */
@Service()
export class SessionStore {
  private readonly http = inject(HttpClient);
  private readonly session = signal<SessionView | null>(null);

  readonly user = computed(() => this.session()?.user ?? null);
  readonly csrfToken = computed(() => this.session()?.csrfToken ?? null);
  readonly administrator = computed(() => this.user()?.administrator ?? false);

  /** Whether somebody is signed in, asked of the server where we do not know yet. */
  async resume(): Promise<boolean> {
    if (this.session() !== null) return true;
    try {
      this.session.set(SessionView.parse(await firstValueFrom(this.http.get(addressOf(readSession, {})))));
      return true;
    } catch (error) {
      if (toProblem(error).status === 401) return false;
      throw toProblem(error);
    }
  }

  async setupRequired(): Promise<boolean> {
    return SetupView.parse(await firstValueFrom(this.http.get(addressOf(readSetup, {})))).required;
  }

  async completeSetup(body: SetupBody): Promise<void> {
    await this.open(addressOf(completeSetup, {}), body);
  }

  async signIn(body: SignInBody): Promise<void> {
    await this.open(addressOf(openSession, {}), body);
  }

  async signOut(): Promise<void> {
    await firstValueFrom(this.http.delete(addressOf(closeSession, {})));
    this.forget();
  }

  forget(): void {
    this.session.set(null);
  }

  /** After a change of one's own profile. */
  updateUser(user: UserView): void {
    this.session.update((session) => (session === null ? null : { ...session, user }));
  }

  private async open(url: string, body: unknown): Promise<void> {
    try {
      this.session.set(SessionView.parse(await firstValueFrom(this.http.post(url, body))));
    } catch (error) {
      throw toProblem(error);
    }
  }
}
