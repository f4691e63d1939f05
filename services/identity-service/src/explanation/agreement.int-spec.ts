import {
  anyNameIn,
  type CompiledPolicy,
  decideAccess,
  entryVerbsOfMask,
  EVERYTHING,
  grantedVerbs,
  parseScopes,
  type Principal,
  verbsOfMask,
} from '@spectacles/access-control';
import {
  type AccessLine,
  deleteGroup,
  deleteNamespace,
  deleteUser,
  explainAccess,
  type Explanation,
  listAccess,
  type RemovalForecast,
} from '@spectacles/contracts';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { IdentityHarness } from '../test-support/identity-harness.js';
import { RandomWorld, worlds } from '../test-support/random-world.js';

/** `RUNS=500` looks further than a quick check does. */
const RUNS = Number(process.env['RUNS'] ?? 10);
const NAMES = ['app', 'team/app', 'team/x/cache', 'team/sub/app', 'team/sub/x/cache', 'other/app', 'nowhere/app'];
const PATHS = { team: 'team', sub: 'team/sub', other: 'other', root: '' } as const;

let identity: IdentityHarness;
beforeEach(async () => {
  identity = await IdentityHarness.start();
});
afterEach(() => identity.close());

async function inWorlds(check: (world: RandomWorld) => Promise<void>): Promise<void> {
  const root = await identity.setUp();
  let made = 0;
  const property = fc.asyncProperty(worlds, async (plan) => {
    made += 1;
    await check(await RandomWorld.make(identity, root, { plan, suffix: String(made) }));
  });
  await fc.assert(property, { numRuns: RUNS });
}

function held(policy: CompiledPolicy, principal: Principal, registryId: string, name: string) {
  return grantedVerbs(policy, principal, registryId, { kind: 'repository', name, verbs: EVERYTHING });
}

/** All pages of who can do what. */
async function linesOf(world: RandomWorld, namespaceId: string): Promise<AccessLine[]> {
  const lines: AccessLine[] = [];
  let cursor: string | null = null;
  do {
    const query = { namespaceId, limit: '200', ...(cursor !== null && { cursor }) };
    const { body } = await identity.call(listAccess, { as: world.root, query });
    const page = body as { items: AccessLine[]; next: string | null };
    lines.push(...page.items);
    cursor = page.next;
  } while (cursor !== null);
  return lines;
}

describe('in random worlds', () => {
  it('explain answers what the decision grants, to everybody and about everybody', async () => {
    await inWorlds(async (world) => {
      const policy = await world.policy();
      const scopes = [...NAMES.map((name) => `repository:${name}:pull,push,delete`), 'registry:catalog:*'];
      const { requested } = parseScopes(scopes, 'distribution-2');
      for (const { asked, principal } of world.principals()) {
        const body = { principal: asked, service: world.registry.service, scopes };
        const { grants, scope } = (await identity.call(explainAccess, { as: world.root, body })).body as Explanation;
        const own = principal.kind === 'user' && principal.credentialId === undefined;
        const said = own
          ? ((
              await identity.call(explainAccess, {
                as: world.user(principal.userId),
                body: { ...body, principal: { kind: 'user' } },
              })
            ).body as Explanation)
          : null;
        for (const [index, wish] of requested.entries()) {
          const { granted } = decideAccess(policy, principal, world.registry.id, wish);
          const words = wish.kind === 'catalog' ? (granted === 0 ? [] : ['*']) : verbsOfMask(granted);
          expect(grants[index]?.granted).toEqual(words);
          if (said !== null) expect(said.grants[index]?.granted).toEqual(words);
        }
        if (said !== null) expect(said.scope).toBe(scope);
      }
    });
  }, 120_000);

  it('the reverse view of a namespace tells of everybody what the decision grants them there', async () => {
    await inWorlds(async (world) => {
      const policy = await world.policy();
      for (const [key, path] of Object.entries(PATHS)) {
        const namespace = world.namespaces.get(key);
        if (namespace === undefined) continue;
        const items = await linesOf(world, namespace.id);
        const lineOf = (kind: string, id: string | null) =>
          items
            .filter((line) => line.principal.kind === kind && line.principal.id === id)
            .find((line) => line.path === path || (path === 'team/sub' && line.path === 'team/sub/**'));
        const everyone = lineOf('everyone', null)?.actions ?? [];
        for (const { asked, principal } of world.principals()) {
          if (principal.kind !== 'anonymous' && 'credentialId' in principal) continue;
          const said = lineOf(asked.kind, asked.id ?? null)?.actions ?? (asked.kind === 'anonymous' ? [] : everyone);
          const verbs = held(policy, principal, world.registry.id, anyNameIn(path));
          const words = entryVerbsOfMask(verbs).filter((verb) => verb !== 'manage');
          expect([asked, said.filter((verb) => verb !== 'manage')]).toEqual([asked, words]);
        }
      }
    });
  }, 120_000);

  it('what a deletion would do is what it does', async () => {
    await inWorlds(async (world) => {
      for (const key of ['team', 'sub'] as const) {
        const namespace = world.namespaces.get(key);
        if (namespace === undefined) continue;
        const before = await world.policy();
        const params = { id: namespace.id };
        const told = (await identity.call(deleteNamespace, { as: world.root, params, query: { dryRun: 'true' } }))
          .body as RemovalForecast;
        await identity.call(deleteNamespace, { as: world.root, params });
        const after = await world.policy();
        const toldOf = new Set(told.changes.map((change) => `${change.principal.kind} ${change.principal.id ?? ''}`));
        const inside = NAMES.filter((name) => name.startsWith(`${PATHS[key]}/`));
        for (const { asked, principal } of world.principals()) {
          if (principal.kind === 'robot' && before.robot(principal.robotId)?.namespaceId === namespace.id) continue;
          if ('credentialId' in principal) continue;
          const changed = inside.filter(
            (name) =>
              held(before, principal, world.registry.id, name) !== held(after, principal, world.registry.id, name),
          );
          if (changed.length === 0) continue;
          const groups = principal.kind === 'user' ? before.groupsOf(principal.userId) : [];
          const general = principal.kind === 'anonymous' ? [] : ['everyone '];
          const about = [`${asked.kind} ${asked.id ?? ''}`, ...groups.map(({ id }) => `group ${id}`), ...general];
          expect([asked, changed, about.some((one) => toldOf.has(one))]).toEqual([asked, changed, true]);
        }
      }
    });
  }, 120_000);

  it('what the deletion of a group would do to its members is what it does', async () => {
    await inWorlds(async (world) => {
      for (const { asked } of world.principals()) {
        if (asked.kind !== 'group') continue;
        const params = { id: asked.id ?? '' };
        const before = await world.policy();
        const told = (await identity.call(deleteGroup, { as: world.root, params, query: { dryRun: 'true' } }))
          .body as RemovalForecast;
        if (told.owned.length > 0) continue;
        await identity.call(deleteGroup, { as: world.root, params });
        expectTold(world, { before, after: await world.policy(), told, gone: params.id });
      }
    });
  }, 120_000);

  it('what the deletion of a user would give to whoever comes after is what it gives', async () => {
    await inWorlds(async (world) => {
      const [user, heir] = world.principals().filter(({ asked }) => asked.kind === 'user');
      const params = { id: user?.asked.id ?? '' };
      const transferTo = `user:${heir?.asked.id ?? ''}`;
      const before = await world.policy();
      const told = (await identity.call(deleteUser, { as: world.root, params, query: { dryRun: 'true', transferTo } }))
        .body as RemovalForecast;
      await identity.call(deleteUser, { as: world.root, params, query: { transferTo } });
      expectTold(world, { before, after: await world.policy(), told, gone: params.id });
    });
  }, 120_000);
});

interface Deletion {
  readonly before: CompiledPolicy;
  readonly after: CompiledPolicy;
  readonly told: RemovalForecast;
  /** Who is no more: of them nothing is told but what they lose. */
  readonly gone: string;
}

/** Of whoever may do other things than before on a name, something was told. */
function expectTold(world: RandomWorld, { before, after, told, gone }: Deletion): void {
  const toldOf = new Set(told.changes.map(({ principal }) => principal.id));
  for (const { asked, principal } of world.principals()) {
    if (principal.kind !== 'user' || 'credentialId' in principal || asked.id === gone) continue;
    const changed = [...NAMES, ...Object.values(PATHS).map(anyNameIn), 'nowhere/x/cache'].filter(
      (name) => held(before, principal, world.registry.id, name) !== held(after, principal, world.registry.id, name),
    );
    expect([asked, changed, changed.length === 0 || toldOf.has(asked.id ?? '')]).toEqual([asked, changed, true]);
  }
}
