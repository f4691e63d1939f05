import { freePort, requireProgram, startRegistry, TemporaryDirectory } from '@spectacles/testing';
import type { RunningRegistry } from '@spectacles/testing';
import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { writeImage } from '../clients/oci-image.js';
import { Skopeo } from '../clients/skopeo.js';
import type { Product } from '../product/product.js';
import { startProduct } from '../product/start-product.js';
import { launchChromium, openPage, pictureOfFailure } from './browser.js';
import type { WatchedPage } from './browser.js';
import { KeyboardUser } from './keyboard-user.js';

const ADMINISTRATOR = 'ada';
const PASSWORD = 'a sentence to remember';

/** The quick start of the README, step by step, on the screens that a newcomer meets. */
describe.skipIf(!requireProgram('chromium', 'docker-registry', 'skopeo'))('the quick start, by keyboard alone', () => {
  const files = new TemporaryDirectory('spectacles-quick-start-');
  const skopeo = new Skopeo();
  let product: Product;
  let browser: Browser;
  let watched: WatchedPage;
  let ada: KeyboardUser;
  let registry: RunningRegistry | undefined;
  let port: number;

  beforeAll(async () => {
    [product, browser, port] = await Promise.all([startProduct(), launchChromium(), freePort()]);
    watched = await openPage(browser, product.url);
    ada = new KeyboardUser(watched.page);
  });
  afterEach(async ({ task }) => {
    await pictureOfFailure(watched.page, task);
  });
  afterAll(async () => {
    await browser.close();
    await registry?.stop();
    await product.stop();
    skopeo.remove();
    files.remove();
  });

  it('1. begins at the empty set-up page', async () => {
    await watched.page.getByRole('heading', { name: 'Create the administrator' }).waitFor();
    expect(new URL(watched.page.url()).pathname).toBe('/setup');
  });

  it('2. makes the administrator with the setup code, and signs in', async () => {
    await ada.fill('Setup code', product.setupCode);
    await ada.fill('User name', ADMINISTRATOR);
    await ada.fill('Password', PASSWORD);
    await ada.press('button', 'Create and sign in');
    await watched.page.getByRole('link', { name: 'Registries', exact: true }).first().waitFor();
    expect(new URL(watched.page.url()).pathname).not.toBe('/setup');
  });

  it('3. connects a registry, which runs with exactly the configuration that is shown', async () => {
    await ada.press('link', /^Registries$/);
    await ada.press('link', 'Connect a registry');
    await ada.fill('Name', 'My registry');
    await ada.fill('Address', `http://localhost:${String(port)}`);
    await ada.choose('Kind', /Distribution 2/);
    await ada.fill('Service', 'my-registry');
    await ada.press('button', 'Connect the registry');
    const shown = watched.page.getByRole('region', { name: 'configuration' });
    await shown.waitFor();
    const configuration = await shown.innerText();
    expect(configuration).toContain('my-registry');
    const bundle = await fetch(`${product.url}/keys/bundle.pem?service=my-registry`);
    registry = await startRegistry({ configuration, bundle: await bundle.text(), port });
  });

  it('3. tests the connection, and everything is fine', async () => {
    await ada.press('link', 'Test the connection');
    const accepts = watched.page.getByRole('listitem').filter({ hasText: 'It accepts our tokens' });
    await accepts.waitFor({ timeout: 20_000 });
    expect(await accepts.innerText()).toContain('fine');
    expect(
      await watched.page
        .getByRole('listitem')
        .filter({ hasText: /\bwrong\b/ })
        .count(),
    ).toBe(0);
  });

  it('4. creates a namespace, owned by the administrator', async () => {
    await ada.press('link', /^Namespaces$/);
    await ada.press('link', 'Create a namespace');
    await ada.fill('Path', 'team');
    await ada.press('button', 'Create the namespace');
    await watched.page.getByRole('heading', { level: 1, name: 'team' }).waitFor();
    expect(new URL(watched.page.url()).pathname).toMatch(/^\/namespaces\/[\w-]+/);
  });

  it('5. logs in and pushes with a real client', async () => {
    const host = `localhost:${String(port)}`;
    const image = files.join('image');
    writeImage(image, { text: 'hello' });
    expect(await skopeo.login(host, ADMINISTRATOR, PASSWORD)).toMatchObject({ code: 0 });
    expect(await skopeo.push(image, `${host}/team/hello:v1`)).toMatchObject({ code: 0 });
    expect(await skopeo.pull(`${host}/team/hello:v1`)).toMatchObject({ code: 0 });
  });

  it('6. syncs the registry and sees the tag with its pull command', async () => {
    await ada.press('link', /^Registries$/);
    await ada.press('link', 'My registry');
    await ada.press('button', /^Sync now/);
    await watched.page.getByText('Tags seen').first().waitFor();
    await ada.press('link', /^Repositories$/);
    await watched.page.getByRole('heading', { level: 1, name: 'Repositories' }).waitFor();
    const found = watched.page.getByRole('link', { name: 'team/hello' });
    for (let attempt = 0; attempt < 20 && !(await found.isVisible()); attempt += 1) {
      await watched.page.reload();
      await found.waitFor({ timeout: 1000 }).catch(() => undefined);
    }
    await ada.press('link', 'team/hello');
    await ada.press('link', 'v1');
    await watched.page.getByText('linux/amd64').first().waitFor();
    const command = `docker pull localhost:${String(port)}/team/hello:v1`;
    await watched.page.getByText(command).first().waitFor();
    expect(await watched.page.getByText(command).count()).toBeGreaterThan(0);
    await ada.reach('button', /copy.*pull command/i);
  });

  it('asks no other host, breaks no policy, and throws nothing on the way', () => {
    expect(watched.misdeeds).toEqual({ otherHosts: [], policyViolations: [], errors: [] });
  });
});
