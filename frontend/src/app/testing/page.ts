/** Finds things in a rendered page as its readers do: by name. */

export function button(page: HTMLElement, name: string): HTMLButtonElement {
  return found(
    [...page.querySelectorAll('button')].find((element) => element.textContent.trim() === name),
    `button "${name}"`,
  );
}

export function field(page: HTMLElement, label: string): HTMLInputElement {
  const named = [...page.querySelectorAll('label')].find((element) => element.textContent.trim().startsWith(label));
  return found(page.querySelector<HTMLInputElement>(`#${named?.htmlFor ?? 'missing'}`), `field "${label}"`);
}

export function texts(page: HTMLElement, selector: string): string[] {
  return [...page.querySelectorAll(selector)].map((element) => element.textContent.trim());
}

export function type(control: HTMLInputElement, text: string): void {
  control.value = text;
  control.dispatchEvent(new Event('input', { bubbles: true }));
}

function found<T>(element: T | null | undefined, what: string): T {
  if (element === null || element === undefined) throw new Error(`There is no ${what} on the page.`);
  return element;
}
