import { Injectable } from '@nestjs/common';
import { type CompiledPolicy, entryVerbsOfMask, type PolicyState } from '@spectacles/access-control';
import type { ConsoleReply, RemovalForecast } from '@spectacles/contracts';
import { answer } from '@spectacles/platform';
import { CurrentPolicy } from '../permissions/current-policy.js';
import { IdentityStore, type IdentityTransaction } from '../store/identity-store.js';
import { compare, type Concerned, type ForecastChange, policyOf } from './comparison.js';
import { patternsIn, statesFor, type Surroundings } from './surroundings.js';

/** Beyond that the answer says that there are more. */
const CHANGES_TOLD = 200;

/** What would go, and whom that may concern. */
interface Removal {
  readonly surroundings: Surroundings;
  readonly concerned: readonly Concerned[];
  /** Whether a row of the policy would be gone. */
  readonly isGone: (state: PolicyState) => boolean;
  /** Rows that would be different. */
  readonly changed?: readonly PolicyState[];
  /** What is counted and named beside the changes. */
  readonly facts: Omit<RemovalForecast, 'changes' | 'more'>;
}

/** Finds what would go, once it is clear that the caller may let it go. */
export type RemovalSearch = (transaction: IdentityTransaction, policy: CompiledPolicy) => Promise<Removal>;

/** Namespaces as a forecast names them. */
export function ownedNames(
  policy: CompiledPolicy,
  namespaces: readonly { readonly id: string; readonly registryId: string; readonly path: string }[],
): RemovalForecast['owned'] {
  return namespaces.map(({ id, registryId, path }) => {
    return { id, registryName: policy.registry(registryId)?.name ?? '', path };
  });
}

/** Tells what a deletion would do to rights, before it happens. */
@Injectable()
export class RemovalForecasts {
  constructor(
    private readonly store: IdentityStore,
    private readonly current: CurrentPolicy,
  ) {}

  /** What is read, is read at one version; what takes longer, comparing, keeps nobody else from changing something. */
  async tell(search: RemovalSearch): Promise<ConsoleReply> {
    const { value } = await this.store.change(async (transaction) => {
      const policy = await this.current.before(transaction.n);
      const removal = await search(transaction, policy);
      const { surroundings, concerned } = removal;
      const states = statesFor(policy, surroundings, concerned);
      return { removal, states, patterns: patternsIn(policy, surroundings, concerned) };
    });
    const { removal, states, patterns } = value;
    const { surroundings, concerned, isGone, changed = [] } = removal;
    const before = policyOf(states);
    const after = policyOf([...states.filter((state) => !isGone(state)), ...changed]);
    const comparison = { before, after, places: surroundings.places, concerned, patterns };
    const { changes, more } = await compare(comparison, CHANGES_TOLD);
    return answer({
      ...removal.facts,
      changes: changes.map((change) => toView(before, change)),
      more: more || surroundings.more,
    } satisfies RemovalForecast);
  }
}

function toView(
  policy: CompiledPolicy,
  { who, place, pattern, before, after }: ForecastChange,
): RemovalForecast['changes'][number] {
  const { registryId, namespaceId, path } = place;
  return {
    principal: { ...who, name: nameOf(policy, who) },
    place: {
      registryId,
      registryName: policy.registry(registryId)?.name ?? '',
      namespaceId,
      path: pattern ?? path ?? '',
    },
    before: [...entryVerbsOfMask(before)],
    after: [...entryVerbsOfMask(after)],
  };
}

function nameOf(policy: CompiledPolicy, { kind, id }: Concerned): string {
  if (id === null || kind === 'everyone' || kind === 'anonymous') return kind;
  const name = { user: policy.user(id)?.username, group: policy.group(id)?.name, robot: policy.robot(id)?.login };
  return name[kind] ?? id;
}
