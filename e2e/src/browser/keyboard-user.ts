import type { Locator, Page } from 'playwright-core';

type Role = Parameters<Page['getByRole']>[0];

/** Far more than any page needs: a place that is not reached by then cannot be reached. */
const MOST_STEPS = 150;

/** Somebody without a pointer: walks by Tab, chooses by Enter and Space, reads by role and name. */
export class KeyboardUser {
  constructor(readonly page: Page) {}

  /** Walks on to the place with this role and name. */
  async reach(role: Role, name: string | RegExp): Promise<Locator> {
    const place = this.page.getByRole(role, { name }).first();
    await place.waitFor({ state: 'visible' });
    return this.walk('Tab', place);
  }

  async press(role: Role, name: string | RegExp, key = 'Enter'): Promise<void> {
    await this.reach(role, name);
    await this.page.keyboard.press(key);
  }

  /** Opens another part of the page: Tab reaches the open one, arrows the others. */
  async openTab(name: string): Promise<void> {
    const tab = this.page.getByRole('tab', { name, exact: true });
    await tab.waitFor({ state: 'visible' });
    await this.walk('Tab', this.page.getByRole('tab', { selected: true }));
    await this.walk('ArrowRight', tab);
    await this.page.keyboard.press('Enter');
  }

  /** Replaces what is in a text field. */
  async fill(label: string | RegExp, text: string): Promise<void> {
    await this.focusField(label);
    await this.page.keyboard.press('ControlOrMeta+a');
    await this.page.keyboard.type(text);
  }

  /** Takes the option with these words in a list of choices. */
  async choose(label: string | RegExp, words: RegExp): Promise<void> {
    const field = await this.focusField(label);
    const chosen = () =>
      field.evaluate((element) =>
        element instanceof HTMLSelectElement ? (element.selectedOptions[0]?.text ?? '') : '',
      );
    await this.page.keyboard.press('Home');
    for (let step = 0; step < MOST_STEPS && !words.test(await chosen()); step += 1) {
      await this.page.keyboard.press('ArrowDown');
    }
    if (!words.test(await chosen())) throw new Error(`No such choice: ${String(words)}`);
  }

  private async focusField(label: string | RegExp): Promise<Locator> {
    const field = this.page.getByLabel(label).first();
    await field.waitFor({ state: 'visible' });
    return this.walk('Tab', field);
  }

  /** Presses a key until the place has the focus. */
  async walk(key: string, place: Locator): Promise<Locator> {
    for (let step = 0; step < MOST_STEPS; step += 1) {
      if (await place.evaluate((element) => element === document.activeElement)) return place;
      await this.page.keyboard.press(key);
    }
    throw new Error(`Not reached by ${key}: ${String(place)}`);
  }
}
