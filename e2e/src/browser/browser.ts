import { join } from 'node:path';
import { programPath } from '@spectacles/testing';
import { chromium } from 'playwright-core';
import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core';
import type { RunnerTestCase as TestCase } from 'vitest';

/** Without these Chromium talks to its maker, which a test of "no other host" would see. */
const QUIET = [
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

export function launchChromium(): Promise<Browser> {
  const root = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  return chromium.launch({
    executablePath: programPath('chromium'),
    args: [...QUIET, ...root],
    chromiumSandbox: false,
  });
}

/** What a page must not do, noted while it does it. */
interface Misdeeds {
  readonly otherHosts: string[];
  readonly policyViolations: string[];
  readonly errors: string[];
}

export interface WatchedPage {
  readonly page: Page;
  readonly context: BrowserContext;
  readonly misdeeds: Misdeeds;
}

/** A page whose requests to other hosts, violations of the content policy and errors are noted. */
export async function openPage(
  browser: Browser,
  url: string,
  options: BrowserContextOptions = {},
): Promise<WatchedPage> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
  const page = await context.newPage();
  page.setDefaultTimeout(15_000);
  const misdeeds: Misdeeds = { otherHosts: [], policyViolations: [], errors: [] };
  const own = new URL(url).host;
  page.on('request', (request) => {
    const { protocol, host } = new URL(request.url());
    if (protocol.startsWith('http') && host !== own) misdeeds.otherHosts.push(request.url());
  });
  page.on('console', (message) => {
    if (/content security policy/i.test(message.text())) misdeeds.policyViolations.push(message.text());
  });
  page.on('pageerror', (error) => misdeeds.errors.push(error.message));
  await page.goto(url);
  return { page, context, misdeeds };
}

/** Where `E2E_PICTURES` names a directory, what was on the screen when a test failed. */
export async function pictureOfFailure(page: Page, task: Readonly<TestCase>): Promise<void> {
  const directory = process.env['E2E_PICTURES'];
  if (directory === undefined || task.result?.state !== 'fail') return;
  await page.screenshot({ path: join(directory, `${task.name.replace(/\W+/g, '-')}.png`), fullPage: true });
}
