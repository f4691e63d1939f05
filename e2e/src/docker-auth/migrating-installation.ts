import type { AclRule } from './plain-acl.js';

export const OLD_SERVICE = 'reg-old';

/** The people of a docker_auth file; each hash is of `old secret of <name>`. */
export const OLD_USERS: Readonly<
  Record<string, { readonly hash: string; readonly labels: Readonly<Record<string, readonly string[]>> }>
> = {
  boss: { hash: '$2b$05$B/rdLxN5RBY4pootoYKUTuk.TzgBV.GKhMinH6bsiJxguDKUDcc2C', labels: {} },
  alice: {
    hash: '$2b$05$KeziWfzQyl6UnJRHsG0VV.JyAVcwjw0vEAKbt/LuxB5FeGusfC2oK',
    labels: { teams: ['blue'], dept: ['eng'] },
  },
  bob: {
    hash: '$2y$05$YMlHsytsozlxULZxRUbMO.5JhmFlsvDkeTlKNv4xxRarlq/.1WXc2',
    labels: { teams: ['red', 'blue'] },
  },
  carol: { hash: '$2a$05$.i9YlaBNLth4f3pwWHiBy.DZU8ItdvZkpq3GlRwFmBkS55gHw7qse', labels: { dept: ['ops'] } },
  'ci-nightly': { hash: '$2b$05$uxxzfAHKqyo897zMSQkW3up.Usts7eKQky3QeYOZKboxcdbWbdoPG', labels: {} },
  'deploy-bot': { hash: '$2b$05$QSqso3M2j5uc4QqIgNsh..pk9C7leTsDL/y4w6EP0r//GdDCMpgzy', labels: {} },
};

export const oldPassword = (name: string): string => `old secret of ${name}`;

/** Every kind of pattern that docker_auth knows, each used once at least. */
export const OLD_RULES: readonly AclRule[] = [
  { match: { account: 'boss' }, actions: ['*'] },
  { match: { account: '', name: 'public/*' }, actions: ['pull'] },
  { match: { account: '' }, actions: [] },
  { match: { account: '/^ci-/', name: 'builds/${account}/*' }, actions: ['pull', 'push'] },
  { match: { account: '/^(.+)-bot$/', name: '${account:1}/*' }, actions: ['push', 'pull'] },
  { match: { name: '${account}/*' }, actions: ['*'] },
  { match: { labels: { teams: 'blue' }, name: 'team-blue/*' }, actions: ['pull', 'push'] },
  { match: { labels: { teams: '/^r/' }, name: 'team-red/**' }, actions: ['pull'] },
  { match: { name: 'teams/${labels:teams}/*' }, actions: ['pull', 'push'] },
  { match: { labels: { dept: 'eng' }, name: 'eng/[a-c]*' }, actions: ['pull'] },
  { match: { labels: { dept: 'e*' }, name: 'eng/[^a-c]*' }, actions: ['pull', 'delete'] },
  { match: { ip: '10.0.0.0/8', name: 'internal/*' }, actions: ['pull'] },
  { match: { ip: '192.168.1.7', name: '/^internal\\//' }, actions: ['pull', 'push'] },
  { match: { ip: '2001:db8::/32', name: 'v6/*' }, actions: ['pull'] },
  { match: { ip: '0.0.0.0/0', name: 'v4/*' }, actions: ['pull'] },
  { match: { account: 'carol', name: '/secret/' }, actions: ['pull'] },
  { match: { name: '/secret/' }, actions: [] },
  { match: { account: '/./', name: 'shared/?' }, actions: ['pull'] },
  { match: { account: '/./', name: 'shared/??' }, actions: ['pull', 'push'] },
  { match: { name: 'li\\b/x' }, actions: ['pull'] },
  { match: { service: 'reg-*', name: 'svc/*' }, actions: ['pull'] },
  { match: { service: '/other/', name: 'elsewhere/*' }, actions: ['pull'] },
  { match: { account: 'carol', type: 'registry', name: 'catalog' }, actions: ['*'] },
  { match: { name: 'mixed/${type}/*' }, actions: ['pull'] },
  { match: { account: 'alice', name: 'both/${account}-${service}' }, actions: ['pull'] },
  { match: { labels: { teams: 'blue', dept: 'eng' }, name: 'and/*' }, actions: ['pull'] },
  { match: { name: 'cart/${labels:teams}-${labels:dept}/*' }, actions: ['push', 'pull'] },
  { match: { account: '/(?i)^BOB$/', name: 'ci/*' }, actions: ['pull'] },
  { match: { account: 'bob', name: 'order/*' }, actions: ['pull'] },
  { match: { account: '/./', type: 'repository', name: 'order/*' }, actions: ['pull', 'push'] },
  { match: { account: '/./', name: '/^docs(/[a-z]+)*$/' }, actions: ['pull'] },
];

/** Names that the rules tell apart, and their neighbours. */
export const OLD_NAMES: readonly string[] = [
  'public/a',
  'public/a/b',
  'builds/ci-nightly/x',
  'builds/ci-other/x',
  'deploy/app',
  'deploy/a/b',
  'alice/app',
  'alice/a/b',
  'bob/app',
  'carol/app',
  'team-blue/app',
  'team-blue/a/b',
  'team-red/app',
  'team-red/a/b',
  'teams/blue/app',
  'teams/red/app',
  'teams/green/app',
  'eng/alpha',
  'eng/zeta',
  'eng/a/b',
  'internal/app',
  'internal/a/b',
  'v6/app',
  'v4/app',
  'my-secret/app',
  'secret/app',
  'team-blue/secret',
  'shared/x',
  'shared/xy',
  'shared/xyz',
  'lib/x',
  'lib/y',
  'svc/app',
  'elsewhere/app',
  'mixed/repository/x',
  'mixed/registry/x',
  'both/alice-reg-old',
  'both/alice-reg',
  'and/app',
  'cart/blue-eng/app',
  'cart/red-eng/app',
  'ci/app',
  'order/app',
  'docs',
  'docs/guide/start',
  'docs/v1',
  'nowhere/app',
];
export const OLD_ADDRESSES: readonly string[] = [
  '10.1.2.3',
  '192.168.1.7',
  '192.168.1.8',
  '2001:db8::5',
  '2001:db9::5',
  '203.0.113.9',
];

/** The file as its administrator wrote it: block YAML. */
export function oldConfiguration(rules: readonly AclRule[] = OLD_RULES): string {
  const text = (value: unknown): string => JSON.stringify(value);
  const users = Object.entries(OLD_USERS).flatMap(([name, { hash, labels }]) => [
    `  ${text(name)}:`,
    `    password: ${text(hash)}`,
    `    labels: ${text(labels)}`,
  ]);
  const acl = rules.flatMap(({ match, actions }) => [`  - match: ${text(match)}`, `    actions: ${text(actions)}`]);
  return [
    'server:',
    '  addr: ":5001"',
    'token:',
    '  issuer: "Acme auth server"',
    '  expiration: 900',
    'users:',
    ...users,
    '  "": {}',
    'acl:',
    ...acl,
    '',
  ].join('\n');
}
