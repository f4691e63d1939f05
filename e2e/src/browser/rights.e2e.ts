import { requireProgram, waitFor } from '@spectacles/testing';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Skopeo } from '../clients/skopeo.js';
import { requestToken } from '../clients/token-client.js';
import { ADMINISTRATOR, ADMINISTRATOR_PASSWORD, House, PASSWORD } from '../house.js';
import type { ConnectedRegistry } from '../house.js';
import { launchChromium, openPage, pictureOfFailure } from './browser.js';
import type { WatchedPage } from './browser.js';
import { KeyboardUser } from './keyboard-user.js';

const SERVICE = 'reg-a';
const ROBOT = 'team+ci';
/** The field that is called just this, not what has the word in its name. */
const field = (label: string) => new RegExp(`^\\s*${label}\\s*$`);

/** Rights, a machine's credential and the answer to "why", by keyboard alone and with the real registry. */
describe.skipIf(!requireProgram('chromium', 'docker-registry', 'skopeo'))('who may do what, and why', () => {
  let house: House;
  let registry: ConnectedRegistry;
  let browser: Browser;
  let watched: WatchedPage;
  let ada: KeyboardUser;
  let page: Page;
  let robot: Skopeo;
  let secret = '';
  const token = (user: string, password: string, scope: string) =>
    requestToken(house.url, { service: SERVICE, user, password, scopes: [scope] });
  const inForce = (change: string) =>
    page
      .locator('mat-snack-bar-container')
      .filter({ hasText: change })
      .getByText('In force on 1 of 1 token server.')
      .first()
      .waitFor();
  const heading = (name: string | RegExp) => page.getByRole('heading', { level: 1, name }).waitFor();

  /** A row is in the log within seconds. */
  const findInLog = async (repository: string, outcome: string) => {
    await ada.press('link', 'Token log');
    await heading('Token log');
    const row = page.getByRole('row').filter({ hasText: repository }).filter({ hasText: outcome });
    await waitFor(
      async () => {
        if (await row.first().isVisible()) return true;
        await page.reload();
        await heading('Token log');
        await page.waitForLoadState('networkidle');
        return row.first().isVisible();
      },
      { what: `${repository}, ${outcome}, is in the log`, deadlineMs: 20_000 },
    );
  };

  beforeAll(async () => {
    [house, browser] = await Promise.all([House.build(), launchChromium()]);
    registry = await house.registry(SERVICE, { name: 'A registry' });
    await house.namespace(registry, 'team', await house.user('alice'));
    await house.group('devs', [await house.user('bob')]);
    robot = await house.skopeo(registry);
    watched = await openPage(browser, `${house.url}/sign-in`, { permissions: ['clipboard-read', 'clipboard-write'] });
    page = watched.page;
    ada = new KeyboardUser(page);
    await ada.fill('User name', ADMINISTRATOR);
    await ada.fill('Password', ADMINISTRATOR_PASSWORD);
    await ada.press('button', 'Sign in');
    await page.waitForURL((url) => url.pathname === '/');
  });
  afterEach(async ({ task }) => {
    await pictureOfFailure(page, task);
  });
  afterAll(async () => {
    await browser.close();
    await house.close();
  });

  it('1. lets a group push into a namespace, and sees where that is in force', async () => {
    expect((await token('bob', PASSWORD, 'repository:team/app:push')).access).toEqual({});
    await ada.press('link', /^Namespaces$/);
    await ada.press('link', /^team$/);
    await ada.openTab('Access');
    await ada.press('button', 'Let a group push');
    await ada.fill(field('Who'), 'devs');
    await page.getByRole('option', { name: /devs/ }).waitFor();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await ada.press('button', 'Give access');
    await page.getByRole('rowheader', { name: /devs/ }).first().waitFor();
    await inForce('devs may pull, push');
    expect((await token('bob', PASSWORD, 'repository:team/app:push')).access).toEqual({
      'repository:team/app': ['push'],
    });
  });

  it('2. makes a robot for one repository and takes its secret, which is shown once', async () => {
    await ada.press('link', /^Robots$/);
    await ada.press('link', 'Make a robot');
    await heading('Make a robot');
    await ada.reach('radio', /^CI push/);
    await ada.choose('Belongs to', /^team /);
    await ada.fill(field('Name'), 'ci');
    await ada.fill(field('Repositories'), 'team/app');
    await ada.press('button', 'Make the robot');
    await page.getByRole('heading', { name: `The robot ${ROBOT}` }).waitFor();
    secret = (await page.getByText(/^spr_/).innerText()).trim();
    const host = registry.publicHost;
    await ada.press('button', /copy.*log-in command/i);
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(
      `docker login ${host} -u ${ROBOT} --password-stdin`,
    );
    expect(await robot.login(host, ROBOT, secret)).toMatchObject({ code: 0 });
    await ada.press('button', 'I have stored it');
    await heading(ROBOT);
    expect(await page.content()).not.toContain(secret);
  });

  it('3. pushes with it where it may, and is denied elsewhere', async () => {
    const { layout } = house.image('hello');
    const host = registry.publicHost;
    expect(await robot.push(layout, `${host}/team/app:v1`)).toMatchObject({ code: 0 });
    expect((await robot.push(layout, `${host}/team/other:v1`)).code).not.toBe(0);
  });

  it('4. finds the denial in the token log and asks why', async () => {
    await findInLog('team/other', 'denied');
    await ada.press('link', `Why? ${ROBOT} on team/other`);
    await heading('Access simulator');
    const verdict = page.getByRole('region', { name: /may not/ });
    await verdict.waitFor();
    expect(await verdict.innerText()).toContain('team/other');
    await verdict.getByRole('heading', { name: 'What would turn it' }).waitFor();
    expect(await verdict.innerText()).toMatch(/limits?|scopes?/i);
  });

  it('5. widens the limits of the robot, and the same push passes', async () => {
    await ada.press('link', /^Robots$/);
    await ada.press('link', ROBOT);
    await heading(ROBOT);
    await ada.press('button', 'Add a limit');
    const added = page.getByLabel(field('Repositories')).last();
    await waitFor(() => added.evaluate((field) => field === document.activeElement), {
      what: 'the new limit has focus',
    });
    await page.keyboard.press('ControlOrMeta+a');
    await page.keyboard.type('team/other');
    const push = page.getByRole('group', { name: 'May, by limit 2' }).getByRole('checkbox', { name: 'push' });
    await ada.walk('Tab', push);
    await page.keyboard.press('Space');
    await ada.press('button', 'Save');
    await inForce(`${ROBOT} is changed.`);
    const pushed = await robot.push(house.image('hello').layout, `${registry.publicHost}/team/other:v1`);
    expect(pushed).toMatchObject({ code: 0 });
  });

  it('6. gives a member of the group a token for docker login in two steps, and it works', async () => {
    const hers = await openPage(browser, `${house.url}/sign-in`);
    const bob = new KeyboardUser(hers.page);
    await bob.fill('User name', 'bob');
    await bob.fill('Password', PASSWORD);
    await bob.press('button', 'Sign in');
    await hers.page.waitForURL((url) => url.pathname === '/');
    await bob.press('link', /My access/);
    await bob.press('link', /docker login/);
    await bob.press('button', 'Create the token');
    const value = (await hers.page.getByText(/^spt_/).innerText()).trim();
    expect((await token('bob', value, 'repository:team/app:push')).access).toEqual({ 'repository:team/app': ['push'] });
    expect(hers.misdeeds).toEqual({ otherHosts: [], policyViolations: [], errors: [] });
    await hers.context.close();
  });

  it('7. tells why a log-in was refused, and what it would have got', async () => {
    expect((await token('bob', 'not the password', 'repository:team/late:push')).status).toBe(401);
    await findInLog('team/late', 'refused');
    await ada.press('link', 'Why? “bob” on team/late');
    await heading('Access simulator');
    await page.getByText('“bob” got no token at the door: wrong name or password.').waitFor();
    await page.getByRole('region', { name: 'bob may push team/late' }).waitFor();
  });

  it('8. is told whose rights change before the group goes', async () => {
    await ada.press('link', /^Groups$/);
    await ada.press('link', 'devs');
    await heading('devs');
    await ada.openTab('Settings');
    await ada.press('button', 'Delete the group…');
    const question = page.getByRole('alertdialog', { name: 'Delete the group devs?' });
    await question.getByRole('row', { name: /bob.*pull, push.*nothing/ }).waitFor();
    await page.keyboard.press('Escape');
    await question.waitFor({ state: 'detached' });
    expect((await token('bob', PASSWORD, 'repository:team/app:push')).access).toEqual({
      'repository:team/app': ['push'],
    });
  });

  it('asks no other host, breaks no policy, and throws nothing on the way', () => {
    expect(watched.misdeeds).toEqual({ otherHosts: [], policyViolations: [], errors: [] });
  });
});
