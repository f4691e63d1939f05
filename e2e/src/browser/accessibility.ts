import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';

/** WCAG 2.2 AA and what stands before it, and the advice that concerns landmarks and headings. */
const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
/** All that can be other in another theme, of the same page. */
const COLOUR_RULES = ['color-contrast', 'link-in-text-block'];

/** What axe finds on a page, one line a rule with the first place. */
export function accessibilityFindings(page: Page): Promise<string[]> {
  return findings(builder(page).withTags(TAGS));
}

/** What it finds once the colours have changed, of a page that was looked at whole before. */
export function colourFindings(page: Page): Promise<string[]> {
  return findings(builder(page).withRules(COLOUR_RULES));
}

/** Our pages have no frames: asked in the page itself, there is no second page to open for the answer. */
function builder(page: Page): AxeBuilder {
  return new AxeBuilder({ page }).options({ resultTypes: ['violations'] }).setLegacyMode(true);
}

async function findings(axe: AxeBuilder): Promise<string[]> {
  const { violations } = await axe.analyze();
  return violations.map(({ id, help, nodes }) => {
    const places = nodes.slice(0, 3).map((node) => node.target.join(' '));
    return `${id}: ${help} (${String(nodes.length)}) at ${places.join(' | ')}`;
  });
}
