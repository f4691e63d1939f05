/** A policy of any size, made of the same pieces each time: the same numbers give the same world. */

/** Numbers that look random and are the same in each run (mulberry32). */
export function numbersFrom(seed) {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

/** An id as the product makes them: a UUID whose tail is a number. */
export function idOf(kind, number) {
  const head = { registry: '01', user: '02', group: '03', namespace: '04', member: '05', grant: '06', rule: '07' }[
    kind
  ];
  return `0199a7${head}-7a70-7a70-8a70-${number.toString(16).padStart(12, '0')}`;
}

export const REGISTRY = idOf('registry', 1);
const GROUPS_PER_USER = 5;
const GRANTS_PER_NAMESPACE = 10;

/** Half of the namespaces lie in another one. */
export function pathOf(number) {
  return number % 2 === 0 ? `team-${number}` : `team-${number - 1}/project-${number}`;
}

export function namespacesFor(grants) {
  return Math.max(2, Math.floor(grants / GRANTS_PER_NAMESPACE));
}

const registry = {
  kind: 'registry',
  id: REGISTRY,
  name: 'north',
  url: 'http://north.example:5000',
  publicHost: 'north.example',
  service: 'north',
  issuer: 'Spectacles',
  registryKind: 'distribution-3',
  refuseAnonymous: false,
  headerMode: 'x5c',
  caCertificate: null,
  pullTokenSeconds: 300,
  pushTokenSeconds: 900,
  createOnPush: [],
  personalNamespaces: false,
};

const rights = ['READ', 'READ', 'WRITE', 'FULL', 'NONE'];

/** Whom the grants name: mostly groups, some users, now and then everyone. */
function principalOf(random, { users, groups }) {
  const one = random(100);
  if (one < 60) return { kind: 'group', id: idOf('group', random(groups)) };
  return one < 98 ? { kind: 'user', id: idOf('user', random(users)) } : { kind: 'everyone' };
}

/** The states of a policy, one after the other. */
export function* statesOf({ users, groups, grants, rules = 0 }) {
  const random = numbersFrom(42);
  const namespaces = namespacesFor(grants);
  yield registry;
  for (let n = 0; n < users; n += 1) yield userState(n);
  for (let n = 0; n < groups; n += 1) yield { kind: 'group', id: idOf('group', n), name: `group-${n}` };
  for (let n = 0; n < namespaces; n += 1) {
    const owner = { kind: 'user', id: idOf('user', random(users)) };
    yield { kind: 'namespace', id: idOf('namespace', n), registryId: REGISTRY, path: pathOf(n), owner };
  }
  for (let n = 0; n < users * GROUPS_PER_USER; n += 1) {
    const [userId, groupId] = [idOf('user', Math.floor(n / GROUPS_PER_USER)), idOf('group', random(groups))];
    yield { kind: 'group-member', id: idOf('member', n), groupId, userId, role: 'member' };
  }
  for (let n = 0; n < grants; n += 1) {
    const namespaceId = idOf('namespace', random(namespaces));
    const principal = principalOf(random, { users, groups });
    const right = rights[random(rights.length)];
    yield {
      kind: 'grant',
      id: idOf('grant', n),
      registryId: REGISTRY,
      namespaceId,
      principal,
      right,
      verbs: null,
      pattern: null,
    };
  }
  for (let n = 0; n < rules; n += 1) yield ruleState(n);
}

function userState(n) {
  const [username, status] = [`user-${n}`, 'active'];
  const rest = { administrator: false, status, credentialVersion: 1, labels: {}, refreshRevokedBelow: 0 };
  return { kind: 'user', id: idOf('user', n), username, ...rest };
}

/** Rules as people write them: for a team's names, for one account, for a label, as an expression. */
function ruleState(n) {
  const matches = [
    { account: `user-${n}`, name: `private-${n}/*` },
    { name: `shared-${n}/*` },
    { account: `user-${n}` },
    { name: `/^release-${n}\\/.+$/` },
  ];
  const [match, actions] = [matches[n % matches.length], n % 3 === 0 ? ['*'] : ['pull']];
  const id = idOf('rule', n);
  return { kind: 'rule', id, registryId: REGISTRY, position: n, match, actions, anchored: true, comment: '' };
}

/** Questions as token servers are asked: somebody, about a repository in some namespace. */
export function questionsOf({ users, grants }, count) {
  const random = numbersFrom(7);
  const namespaces = namespacesFor(grants);
  return Array.from({ length: count }, () => ({
    principal: { kind: 'user', userId: idOf('user', random(users)) },
    requested: { kind: 'repository', name: `${pathOf(random(namespaces))}/app-${random(100)}`, verbs: 3 },
  }));
}
