import type { Page } from 'playwright-core';
import { accessibilityFindings, colourFindings } from './accessibility.js';

export const THEMES = ['light', 'dark'] as const;
/** A phone, where the rail becomes a drawer, and a wide screen. */
export const WIDTHS = [390, 840, 1920] as const;

/** What was found on pages, each line with its route. */
export interface Walk {
  readonly findings: Readonly<Record<(typeof THEMES)[number], string[]>>;
  readonly tooWide: Readonly<Record<(typeof WIDTHS)[number], string[]>>;
}

/**
 * Looks at every page in both themes and at every width. Each is loaded once: themes and widths change under it, as they
 * do when somebody turns the lights off or resizes the window. A theme changes colours and nothing else.
 */
export async function walkThrough(
  page: Page,
  routes: readonly string[],
  visit: (route: string) => Promise<void>,
): Promise<Walk> {
  const walk: Walk = { findings: { light: [], dark: [] }, tooWide: { 390: [], 840: [], 1920: [] } };
  const usual = page.viewportSize() ?? { width: 1280, height: 900 };
  for (const route of routes) {
    const note = (findings: readonly string[]) => findings.map((finding) => `${route}: ${finding}`);
    await page.emulateMedia({ colorScheme: 'light' });
    await visit(route);
    await settled(page);
    walk.findings.light.push(...note(await accessibilityFindings(page)));
    await page.emulateMedia({ colorScheme: 'dark' });
    await settled(page);
    walk.findings.dark.push(...note(await colourFindings(page)));
    for (const width of WIDTHS) {
      await page.setViewportSize({ width, height: 844 });
      await settled(page);
      if ((await sidewaysScroll(page)) > 0) walk.tooWide[width].push(route);
    }
    await page.setViewportSize(usual);
  }
  return walk;
}

/** Waits until the page is drawn and nothing in it moves or changes its colour any more. */
async function settled(page: Page): Promise<void> {
  await page.evaluate(async () => {
    const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
    const isPassing = ({ playState, effect }: Animation) =>
      playState === 'running' && effect?.getComputedTiming().endTime !== Infinity;
    const isMoving = () => document.getAnimations().some(isPassing);
    do {
      await frame();
      await frame();
    } while (isMoving());
  });
}

function sidewaysScroll(page: Page): Promise<number> {
  return page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
}
