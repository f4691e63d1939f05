import { computed, inject, Service, signal } from '@angular/core';
import {
  checkRegistry,
  type CheckReport,
  listNamespaces,
  listRegistries,
  listRepositories,
  type NamespaceView,
} from '@spectacles/contracts';
import { ConsoleClient } from '../api/console-client';
import { ownedOnes } from '../namespaces/split-found';
import { SessionStore } from '../session/session-store';

type StepName = 'administrator' | 'registry' | 'tokens' | 'namespace' | 'push';

/** One step to the first push. */
export interface Step {
  readonly name: StepName;
  readonly title: string;
  readonly line: string;
  readonly done: boolean;
}

const aboutTokens = new Set(['reachable', 'tls', 'api', 'token-auth', 'realm', 'service', 'issuer-and-key']);

/** That somebody goes on although the registry could not be tested; remembered while the console is open. */
@Service()
class Impatience {
  readonly untested = signal(false);
}

/** How far the set-up has come. Nothing of it is remembered: each step is seen in what is really there. */
@Service({ autoProvided: false })
export class FirstPushProgress {
  private readonly client = inject(ConsoleClient);
  private readonly session = inject(SessionStore);
  private readonly registries = this.client.read(listRegistries, () =>
    this.session.administrator() ? { query: { limit: 1 } } : undefined,
  );
  private readonly namespaces = this.client.read(listNamespaces, () =>
    this.session.administrator() ? { query: { limit: 1 } } : undefined,
  );
  private readonly repositories = this.client.read(listRepositories, () =>
    this.session.administrator() ? { query: { limit: 1 } } : undefined,
  );
  /** What the last test of the registry found. */
  readonly report = signal<CheckReport | null>(null);
  readonly checking = signal(false);
  readonly untested = inject(Impatience).untested;

  readonly registry = computed(() => this.registries.value()?.items[0] ?? null);
  readonly namespace = computed<NamespaceView | null>(() => ownedOnes(this.namespaces.value()?.items ?? [])[0] ?? null);
  readonly repository = computed(() => this.repositories.value()?.items[0] ?? null);
  readonly loaded = computed(
    () =>
      this.registries.value() !== undefined &&
      this.namespaces.value() !== undefined &&
      this.repositories.value() !== undefined,
  );
  readonly failures = computed(
    () => this.report()?.results.filter(({ check, outcome }) => outcome === 'failed' && aboutTokens.has(check)) ?? [],
  );
  private readonly trusted = computed(() => this.report() !== null && this.failures().length === 0);

  readonly steps = computed<Step[]>(() => [
    {
      name: 'administrator',
      title: 'Administrator created',
      line: this.session.user()?.username ?? '',
      done: true,
    },
    {
      name: 'registry',
      title: 'A registry connected',
      line: this.registry()?.publicHost ?? 'its addresses',
      done: this.registry() !== null,
    },
    {
      name: 'tokens',
      title: 'It asks for our tokens',
      line: this.tokensLine(),
      done: this.registry() !== null && (this.trusted() || this.untested() || this.finished()),
    },
    {
      name: 'namespace',
      title: 'A namespace to push to',
      line: this.namespaceLine(),
      done: this.namespace() !== null,
    },
    {
      name: 'push',
      title: 'Log in and push',
      line: this.repository()?.name ?? 'the first image',
      done: this.repository() !== null,
    },
  ]);
  readonly current = computed(() => this.steps().find(({ done }) => !done) ?? null);
  readonly finished = computed(
    () => this.registry() !== null && this.namespace() !== null && this.repository() !== null,
  );

  /** Asks the registry whether it does what it should by now. */
  async check(): Promise<void> {
    const registry = this.registry();
    if (registry === null || this.checking()) return;
    this.checking.set(true);
    try {
      this.report.set(await this.client.send(checkRegistry, { params: { id: registry.id } }));
    } catch {
      this.report.set(null); // Tried again by itself; the step stays open.
    } finally {
      this.checking.set(false);
    }
  }

  lookForImages(): void {
    this.repositories.reload();
  }

  private namespaceLine(): string {
    const namespace = this.namespace();
    if (namespace === null) return 'with an owner';
    return namespace.path === '' ? 'the root' : namespace.path;
  }

  private tokensLine(): string {
    if (this.registry() === null) return 'the configuration to paste';
    if (this.trusted() || this.finished()) return 'tested';
    return this.untested() ? 'not tested' : 'waiting for the restart';
  }
}
