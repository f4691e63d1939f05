import { provideHttpClient } from '@angular/common/http';
import { HttpTestingController, provideHttpClientTesting } from '@angular/common/http/testing';
import { TestBed } from '@angular/core/testing';
import { provideRouter } from '@angular/router';
import type { RegistryView, RuleListView } from '@spectacles/contracts';
import { registerIcons } from '../appearance/icons';
import { CurrentRegistry } from '../registries/current-registry';
import { button, texts } from '../testing/page';
import { RuleList } from './rule-list';

const ID = '01890000-0000-7000-8000-000000000001';
const registry: RegistryView = {
  id: ID,
  name: 'reg',
  url: 'http://reg:5000',
  service: 'reg',
  publicHost: 'reg:5000',
  issuer: 'Auth service',
  kind: 'distribution-3',
  refuseAnonymous: false,
  headerMode: 'x5c',
  caCertificate: null,
  pullTokenSeconds: 300,
  pushTokenSeconds: 900,
  createOnPush: [],
  createOnPushLimit: 20,
  personalNamespaces: false,
  realm: 'http://here/token',
  createdAt: '2026-01-01T00:00:00.000Z',
  version: 1,
};

function rules(...accounts: string[]): RuleListView {
  return {
    registryId: ID,
    rulesOnly: false,
    rules: accounts.map((account) => ({ id: ID, match: { account }, actions: ['pull'], anchored: true, comment: '' })),
    warnings: [{ pointer: '/rules/1', code: 'UNREACHABLE', message: 'The rule before matches first.' }],
    version: 1,
  };
}

async function show() {
  TestBed.configureTestingModule({
    providers: [provideHttpClient(), provideHttpClientTesting(), provideRouter([]), CurrentRegistry],
  });
  TestBed.runInInjectionContext(registerIcons);
  const http = TestBed.inject(HttpTestingController);
  TestBed.inject(CurrentRegistry).id.set(ID);
  const fixture = TestBed.createComponent(RuleList);
  TestBed.tick();
  http.expectOne(`api/v1/registries/${ID}`).flush(registry);
  await vi.waitFor(() => {
    TestBed.tick();
    http.expectOne(`api/v1/registries/${ID}/rules`).flush(rules('alice', 'bob', 'carol'));
  });
  await fixture.whenStable();
  const page = fixture.nativeElement as HTMLElement;
  const named = (label: string) => page.querySelector<HTMLButtonElement>(`button[aria-label="${label}"]`);
  return { fixture, http, page, named, sentences: () => texts(page, '.head p') };
}

describe('the editor of rules', () => {
  it('moves a rule by its button, keeps the focus on it, and says that nothing is saved', async () => {
    const { fixture, page, named, sentences } = await show();
    expect(texts(page, '.state.warn')).toEqual(['The rule before matches first.']);
    named('Move rule 3 up')?.click();
    await fixture.whenStable();
    expect(sentences().map((words) => words.split(' ')[0])).toEqual(['alice', 'carol', 'bob']);
    await vi.waitFor(() => {
      expect(document.activeElement?.getAttribute('aria-label') ?? 'nothing').toBe('Move rule 2 up');
    });
    expect(page.textContent).toContain('Changed, and not saved yet.');
    expect(texts(page, '.state.warn')).toEqual([]);
  });

  it('sends the whole list, and opens the rule with the field that the server refuses', async () => {
    const { fixture, http, page, named } = await show();
    named('Remove rule 1')?.click();
    await fixture.whenStable();
    button(page, 'Save the rules').click();
    const sent = http.expectOne({ method: 'PUT', url: `api/v1/registries/${ID}/rules` });
    expect((sent.request.body as RuleListView).rules.map(({ match }) => match.account)).toEqual(['bob', 'carol']);
    sent.flush(
      {
        type: 'about:blank',
        title: 'Unprocessable',
        status: 422,
        detail: 'A rule cannot be compiled.',
        code: 'RULES_INVALID',
        requestId: 'r1',
        errors: [{ pointer: '/rules/1/match/account', code: 'LOOKAROUND', message: 'Lookaround is not supported.' }],
      },
      { status: 422, statusText: 'Unprocessable' },
    );
    await vi.waitFor(() => {
      TestBed.tick();
      expect(texts(page, 'li:nth-child(2) .field-error')).toEqual(['Lookaround is not supported.']);
    });
    expect(page.querySelector('li:first-child app-rule-fields')).toBeNull();
  });
});
