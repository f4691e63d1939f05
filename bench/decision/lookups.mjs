/**
 * How long it takes to find what somebody manages among 20,000 namespaces: by lookups, and by asking of each of them.
 *
 *   npm run bench:decision -- --only=lookups
 */
import { canManageNamespace, CompiledPolicy, managedNamespaces, managesAnyNamespace } from '@spectacles/access-control';
import { cpuSeconds, median } from '../token/machine.mjs';
import { idOf, numbersFrom, statesOf } from './world.mjs';

const world = JSON.parse(process.argv[2]);
const ROUNDS = Number(process.argv[3]);
const CALLERS = 20;

const policy = CompiledPolicy.empty();
policy.apply([...statesOf(world)].map((state) => ({ kind: state.kind, key: state.id, state })));

/** Somebody who owns nothing: a walk ends at the last namespace. */
const stranger = { kind: 'user', userId: idOf('user', world.users) };
policy.apply([
  {
    kind: 'user',
    key: stranger.userId,
    state: { ...policy.user(idOf('user', 0)), id: stranger.userId, username: 'new' },
  },
]);
const random = numbersFrom(3);
const owners = Array.from({ length: CALLERS }, () => ({ kind: 'user', userId: idOf('user', random(world.users)) }));

const everyNamespace = () => policy.registries().flatMap(({ id }) => policy.namespacesOf(id));
const manages = (caller) => (namespace) => canManageNamespace(policy, caller, namespace.id);

function milliseconds(callers, work) {
  const before = cpuSeconds(process.pid);
  for (const caller of callers) work(caller);
  return ((cpuSeconds(process.pid) - before) * 1000) / callers.length;
}

/** The median of the rounds; the first, in which the program is made ready, is among them. */
const measured = (callers, work) => median(Array.from({ length: ROUNDS }, () => milliseconds(callers, work)));

const one = [stranger];
/** Lookups are too short to be measured one by one. */
const often = (callers) => Array.from({ length: 20_000 }, (_, n) => callers[n % callers.length]);
console.log(
  JSON.stringify({
    ...world,
    namespaces: policy.sizes().namespaces,
    anyByWalkMs: measured(one, (caller) => everyNamespace().some(manages(caller))),
    anyByLookupMs: measured(often(one), (caller) => managesAnyNamespace(policy, caller)),
    allByWalkMs: measured(owners, (caller) => everyNamespace().filter(manages(caller))),
    allByLookupMs: measured(often(owners), (caller) => managedNamespaces(policy, caller)),
  }),
);
