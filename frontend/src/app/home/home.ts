import { Component, computed, inject } from '@angular/core';
import { RouterLink } from '@angular/router';
import { listNamespaces, listRepositories } from '@spectacles/contracts';
import { ConsoleClient } from '../api/console-client';
import { EmptyState } from '../feedback/empty-state';
import { LoadState } from '../feedback/load-state';
import { namespaceName } from '../namespaces/namespace-name';
import { ownedOnes } from '../namespaces/split-found';
import { RepositoryTable } from '../repositories/repository-table';
import { RightChip } from '../rights/right-chip';
import { verbWords } from '../rights/right-words';
import { nameOf } from '../session/name-of';
import { SessionStore } from '../session/session-store';
import { PageHeader } from '../shell/page-header';
import { ExpiryNotices } from '../tokens/expiry-notices';
import { greeting } from './greeting';
import { LoginCard } from './login-card';
import { OnboardingCard } from './onboarding-card';
import { RegistriesCard } from './registries-card';

const NEWEST = 6;
const NAMESPACES = 8;

@Component({
  selector: 'app-home',
  imports: [
    EmptyState,
    ExpiryNotices,
    LoadState,
    LoginCard,
    OnboardingCard,
    PageHeader,
    RegistriesCard,
    RepositoryTable,
    RightChip,
    RouterLink,
  ],
  templateUrl: './home.html',
  styles: `
    .notices {
      display: block;
      margin-bottom: 20px;
    }
    .notices[hidden] {
      display: none;
    }
  `,
})
export class Home {
  private readonly client = inject(ConsoleClient);
  private readonly session = inject(SessionStore);
  protected readonly administrator = this.session.administrator;
  protected readonly greeting = computed(() => {
    const user = this.session.user();
    return greeting(new Date().getHours(), nameOf(user));
  });
  protected readonly namespaceName = namespaceName;
  protected readonly verbWords = verbWords;
  protected readonly newest = this.client.read(listRepositories, () => ({
    query: { sort: '-pushedAt' as const, limit: NEWEST },
  }));
  protected readonly namespacePage = this.client.read(listNamespaces, () => ({ query: { limit: NAMESPACES } }));
  protected readonly namespaces = computed(() => ownedOnes(this.namespacePage.value()?.items ?? []));
  /** The hosts that this person has something to do with. */
  protected readonly hosts = computed(() => [
    ...new Set([...this.namespaces(), ...(this.newest.value()?.items ?? [])].map(({ publicHost }) => publicHost)),
  ]);
  protected readonly nothing = computed(
    () =>
      !this.administrator() &&
      this.newest.value()?.items.length === 0 &&
      this.namespacePage.value()?.items.length === 0,
  );
}
