import { changeProfile, createNamespace, listRepositories, startSweep } from '@spectacles/contracts';
import { requireProgram, waitFor } from '@spectacles/testing';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ADMINISTRATOR, ADMINISTRATOR_PASSWORD, House, PASSWORD } from '../house.js';
import type { ConnectedRegistry } from '../house.js';
import { accessibilityFindings } from './accessibility.js';
import { launchChromium, openPage } from './browser.js';
import type { WatchedPage } from './browser.js';
import { THEMES, type Walk, walkThrough, WIDTHS } from './page-walk.js';

const HOSTILE = '<img src=x onerror="document.title=\'owned\'">';

/** What each route is about, with the ids of a house that has something in it. */
const ROUTES = [
  '/',
  '/first-push',
  '/repositories',
  '/repositories?q=nothing-has-this-name',
  '/repositories/:repository',
  '/registries',
  '/registries/new',
  '/registries/:registry',
  '/registries/:registry/check',
  '/registries/:registry/configuration',
  '/registries/:registry/access',
  '/registries/:registry/rules',
  '/registries/:registry/rules/import',
  '/registries/:registry/settings',
  '/namespaces',
  '/namespaces/new',
  '/namespaces/:namespace',
  '/namespaces/:namespace/access',
  '/namespaces/:namespace/access?entry=nobody-has-this-name',
  '/namespaces/:namespace/members',
  '/namespaces/:namespace/robots',
  '/namespaces/:namespace/settings',
  '/groups',
  '/groups/:group',
  '/groups/:group/access',
  '/groups/:group/settings',
  '/me',
  '/me/tokens/new',
  '/me/sessions',
  '/me/access',
  '/robots',
  '/robots/new',
  '/robots/:robot',
  '/simulator',
  '/simulator?service=reg-a&scope=repository%3Ateam/app%3Apush',
  '/simulator?account=bob&refusal=INVALID_CREDENTIALS&service=:registry&scope=repository%3Ateam/app%3Apush',
  '/token-log',
  '/activity',
  '/security',
  '/users',
  '/users/:user',
  '/users/:user/access',
  '/users/:user/credentials',
  '/settings',
  '/profile',
  '/no-such-page',
];
const READER_ROUTES = [
  '/',
  '/repositories',
  '/repositories/:repository',
  '/namespaces',
  '/namespaces/:namespace',
  '/groups',
  '/groups/:group',
  '/groups/:group/access',
  '/profile',
  '/me',
  '/me/sessions',
  '/me/access',
  '/robots',
  '/robots/new',
  '/simulator?service=:registry&scope=repository%3Ateam/app%3Apush',
  '/token-log',
  '/activity',
];
/** Where pictures go, if any are wanted. */
const PICTURES = process.env['E2E_PICTURES'];

describe.skipIf(!requireProgram('chromium', 'docker-registry', 'skopeo'))('every page', () => {
  let house: House;
  let registry: ConnectedRegistry;
  let browser: Browser;
  const ids = new Map<string, string>();

  beforeAll(async () => {
    [house, browser] = await Promise.all([House.build(), launchChromium()]);
    registry = await house.registry('reg-a', { name: 'A registry' });
    const [alice, bob] = [await house.user('alice'), await house.user('bob')];
    const body = { registryId: registry.id, path: 'team', owner: { kind: 'user', id: alice.id }, description: HOSTILE };
    const namespace = await house.administrator.call(createNamespace, { body });
    await house.grant(namespace, { kind: 'user', id: bob.id }, 'READ');
    const asAlice = await house.signIn('alice');
    await asAlice.call(changeProfile, { body: { displayName: HOSTILE } });
    const group = await house.group('devs', [bob]);
    await house.grant(namespace, { kind: 'group', id: group.id }, 'WRITE');
    const robot = await house.robot({ name: 'ci', namespaceId: namespace.id });
    const owner = await house.skopeo(registry, 'alice');
    for (const tag of ['v1', 'v2', 'latest']) {
      await owner.push(house.image(tag).layout, `${registry.publicHost}/team/app:${tag}`);
    }
    await house.administrator.call(startSweep, { params: { id: registry.id } });
    const repository = await waitFor(
      async () => (await house.administrator.call(listRepositories, { query: { q: 'team/app' } })).items[0],
      { what: 'the repository is known', deadlineMs: 20_000 },
    );
    for (const [name, id] of Object.entries({
      repository: repository.id,
      registry: registry.id,
      namespace: namespace.id,
      group: group.id,
      user: bob.id,
      robot: robot.id,
    })) {
      ids.set(name, id);
    }
  });
  afterAll(async () => {
    await browser.close();
    await house.close();
  });

  const fill = (route: string) => route.replace(/:(\w+)/g, (_, name: string) => ids.get(name) ?? name);

  async function signedIn(username: string, password: string, options = {}): Promise<WatchedPage> {
    const watched = await openPage(browser, `${house.url}/sign-in`, options);
    await watched.page.getByLabel('User name').fill(username);
    await watched.page.getByLabel('Password').fill(password);
    await watched.page.getByRole('button', { name: 'Sign in' }).click();
    await watched.page.waitForURL((url) => url.pathname === '/');
    return watched;
  }

  /** Opens a page and waits until nothing is being loaded any more. */
  async function visit(page: Page, route: string): Promise<void> {
    await page.goto(house.url + fill(route));
    await page.getByRole('heading', { level: 1 }).waitFor();
    await page.waitForLoadState('networkidle');
  }

  describe.each([
    { who: 'an administrator', username: ADMINISTRATOR, password: ADMINISTRATOR_PASSWORD, routes: ROUTES },
    { who: 'a reader', username: 'bob', password: PASSWORD, routes: READER_ROUTES },
  ])('for $who', ({ username, password, routes }) => {
    let walk: Walk;
    let misdeeds: WatchedPage['misdeeds'];
    beforeAll(async () => {
      const watched = await signedIn(username, password);
      walk = await walkThrough(watched.page, routes, (route) => visit(watched.page, route));
      misdeeds = watched.misdeeds;
      await watched.context.close();
    }, 300_000);

    it.each(THEMES)('has no accessibility finding in the %s theme', (theme) => {
      expect(walk.findings[theme]).toEqual([]);
    });

    it.each(WIDTHS)('fits into %i pixels without scrolling sideways', (width) => {
      expect(walk.tooWide[width]).toEqual([]);
    });

    it('loads nothing from elsewhere, and breaks nothing', () => {
      expect(misdeeds).toEqual({ otherHosts: [], policyViolations: [], errors: [] });
    });
  });

  it.each(THEMES)('signing in has no accessibility finding in the %s theme', async (colorScheme) => {
    const { page, context, misdeeds } = await openPage(browser, `${house.url}/sign-in`, { colorScheme });
    await page.getByRole('heading', { level: 1 }).waitFor();
    expect(await accessibilityFindings(page)).toEqual([]);
    expect(misdeeds).toEqual({ otherHosts: [], policyViolations: [], errors: [] });
    await context.close();
  });

  it('SEC-E04: shows names and descriptions as text', async () => {
    const { page, context, misdeeds } = await signedIn(ADMINISTRATOR, ADMINISTRATOR_PASSWORD);
    for (const route of ['/users', '/namespaces/:namespace', '/namespaces/:namespace/access']) {
      await visit(page, route);
      expect(await page.title()).not.toBe('owned');
      expect(await page.locator('img[src="x"]').count()).toBe(0);
    }
    await visit(page, '/namespaces/:namespace');
    expect(await page.getByText(HOSTILE).count()).toBeGreaterThan(0);
    expect(misdeeds.policyViolations).toEqual([]);
    await context.close();
  });

  it.each(['//evil.example/', 'https://evil.example/', '/\\evil.example', 'javascript:alert(1)'])(
    'SEC-E11: signing in does not lead to %s',
    async (next) => {
      const { page, context, misdeeds } = await openPage(
        browser,
        `${house.url}/sign-in?next=${encodeURIComponent(next)}`,
      );
      await page.getByLabel('User name').fill('bob');
      await page.getByLabel('Password').fill(PASSWORD);
      await page.getByRole('button', { name: 'Sign in' }).click();
      await page.waitForURL((url) => url.pathname !== '/sign-in');
      expect(page.url().startsWith(`${house.url}/`)).toBe(true);
      expect(misdeeds.otherHosts).toEqual([]);
      await context.close();
    },
  );

  it('leads back to the page that was asked for', async () => {
    const { page, context } = await openPage(browser, `${house.url}/profile`);
    await page.waitForURL((url) => url.pathname === '/sign-in');
    await page.getByLabel('User name').fill('bob');
    await page.getByLabel('Password').fill(PASSWORD);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.waitForURL((url) => url.pathname !== '/sign-in');
    expect(new URL(page.url()).pathname).toBe('/profile');
    await context.close();
  });

  it("shows a repository as in the README's picture", async () => {
    const viewport = { width: 1280, height: 800 };
    const { page, context } = await signedIn(ADMINISTRATOR, ADMINISTRATOR_PASSWORD, { viewport });
    await visit(page, '/repositories/:repository');
    for (const tag of ['v1', 'v2', 'latest']) expect(await page.getByRole('link', { name: tag }).count()).toBe(1);
    if (PICTURES !== undefined) await page.screenshot({ path: `${PICTURES}/repository.png` });
    await context.close();
  });
});
