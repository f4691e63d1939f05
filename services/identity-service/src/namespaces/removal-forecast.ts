import {
  anyNameIn,
  BROWSE,
  CompiledPolicy,
  DELETE,
  entryVerbsOfMask,
  grantedVerbs,
  MANAGE,
  type PolicyRow,
  type PolicyState,
  type Principal,
  PULL,
  PUSH,
  type VerbMask,
} from '@spectacles/access-control';
import type { EntryVerb } from '@spectacles/contracts';

const EVERY_VERB: VerbMask = PULL | PUSH | DELETE | BROWSE | MANAGE;
/** Somebody of whom no entry speaks: what everyone who is signed in has. */
const ANYBODY = '00000000-0000-7000-8000-000000000000';

/** Somebody whose rights may depend on the namespace. */
export interface Concerned {
  readonly kind: 'user' | 'group' | 'robot' | 'everyone' | 'anonymous';
  readonly id: string | null;
}

/** What somebody has in the namespace, and would have there without it. */
export interface ForecastChange extends Concerned {
  readonly before: readonly EntryVerb[];
  readonly after: readonly EntryVerb[];
}

export interface Removal {
  readonly registryId: string;
  readonly path: string;
  /** The namespace, what is in it, and what goes with it. */
  readonly removed: readonly PolicyState[];
  /** Everything else that has a say in its names. */
  readonly kept: readonly PolicyState[];
  /** Patterns of its entries and of those above it, of limits and rules: names that are decided apart. */
  readonly patterns: readonly string[];
}

/** Compares the policy with and without a namespace, for those of whom its rows, or those above, speak. */
export function forecastRemoval(removal: Removal, concerned: readonly Concerned[]): ForecastChange[] {
  const before = policyOf([...removal.kept, ...removal.removed]);
  const after = policyOf(removal.kept);
  const names = namesIn(removal);
  return concerned.flatMap((one) => {
    const principal = principalOf(one);
    for (const name of names) {
      const [had, has] = [before, after].map((policy) =>
        grantedVerbs(policy, principal, removal.registryId, { kind: 'repository', name, verbs: EVERY_VERB }),
      );
      if (had !== undefined && has !== undefined && had !== has)
        return [{ ...one, before: entryVerbsOfMask(had), after: entryVerbsOfMask(has) }];
    }
    return [];
  });
}

function policyOf(states: readonly PolicyState[]): CompiledPolicy {
  const anybody: PolicyState = {
    kind: 'user',
    id: ANYBODY,
    username: ':',
    administrator: false,
    status: 'active',
    credentialVersion: 0,
    labels: {},
    refreshRevokedBelow: 0,
  };
  const policy = CompiledPolicy.empty();
  policy.apply([...states, anybody].map((state) => ({ kind: state.kind, key: state.id, state }) as PolicyRow));
  return policy;
}

/** Names of which only the plain entries speak, directly in it and deeper, and one for each pattern. */
function namesIn({ path, patterns }: Removal): string[] {
  const inside = (name: string) => (path === '' ? !name.includes('/') : name.startsWith(`${path}/`));
  const plain = path === '' ? [anyNameIn(path)] : [anyNameIn(path), anyNameIn(anyNameIn(path))];
  const named = patterns.flatMap((pattern) => [
    pattern.replaceAll(/\*+/g, 'any'),
    // What begins with any name may match in here, too.
    pattern.replace(/^\*+/, path).replaceAll(/\*+/g, 'any'),
  ]);
  return [...new Set([...plain, ...named.filter(inside)])];
}

function principalOf({ kind, id }: Concerned): Principal {
  if (kind === 'everyone') return { kind: 'user', userId: ANYBODY };
  if (kind === 'anonymous' || id === null) return { kind: 'anonymous' };
  if (kind === 'user') return { kind, userId: id };
  return kind === 'robot' ? { kind, robotId: id } : { kind, groupId: id };
}
