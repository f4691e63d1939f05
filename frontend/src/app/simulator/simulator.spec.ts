import { provideHttpClient } from '@angular/common/http';
import { HttpTestingController, provideHttpClientTesting } from '@angular/common/http/testing';
import { TestBed } from '@angular/core/testing';
import { provideRouter, Router } from '@angular/router';
import type { Explanation } from '@spectacles/contracts';
import { registerIcons } from '../appearance/icons';
import { texts } from '../testing/page';
import { Simulator } from './simulator';

const BOB = '01890000-0000-7000-8000-000000000001';
const REGISTRY = '01890000-0000-7000-8000-000000000002';
const answer: Explanation = {
  subject: 'bob',
  grants: [
    {
      scope: 'repository:team/app:pull,push',
      asked: ['pull', 'push'],
      granted: ['pull'],
      because: [],
      chain: [
        {
          kind: 'named',
          level: 'team',
          effect: 'decides',
          actions: ['pull', 'browse'],
          text: 'The entry for the caller gives pull (READ) in the namespace team.',
        },
      ],
      flips: [{ action: 'push', text: 'Change the entry for the caller to WRITE.' }],
      owners: ['carol'],
    },
  ],
  dropped: [],
  scope: 'repository:team/app:pull',
  policyVersion: 7,
};

function ask(inputs: Readonly<Record<string, string>>) {
  TestBed.configureTestingModule({
    providers: [provideHttpClient(), provideHttpClientTesting(), provideRouter([])],
  });
  TestBed.runInInjectionContext(registerIcons);
  const fixture = TestBed.createComponent(Simulator);
  for (const [name, value] of Object.entries(inputs)) fixture.componentRef.setInput(name, value);
  TestBed.tick();
  const http = TestBed.inject(HttpTestingController);
  return { fixture, http, page: fixture.nativeElement as HTMLElement };
}

describe('the simulator', () => {
  it('asks what the address asks, and tells the verdict, the way to it, and what would turn it', async () => {
    const { page, http } = ask({
      principal: `user:${BOB}`,
      service: REGISTRY,
      scope: 'repository:team/app:pull,push',
      address: '192.0.2.7',
    });
    const request = http.expectOne('api/v1/explain');
    expect(request.request.body).toEqual({
      principal: { kind: 'user', id: BOB },
      service: REGISTRY,
      scopes: ['repository:team/app:pull,push'],
      address: '192.0.2.7',
    });
    request.flush(answer);
    await vi.waitFor(() => {
      expect(texts(page, '#verdict-heading')).toEqual([
        'Denied: bob may pull team/app, not push. Ask the owners: carol.',
      ]);
    });
    expect(texts(page, 'ol li p')).toContain('The entry for bob gives pull (READ) in the namespace team.');
    expect(texts(page, 'dl.facts dd')).toEqual(['Change the entry for bob to WRITE.']);
    expect(texts(page, 'app-verdict-card app-copy-block code')).toEqual(['repository:team/app:pull']);
  });

  const refusedLogin = {
    account: 'bob',
    refusal: 'INVALID_CREDENTIALS',
    service: REGISTRY,
    scope: 'repository:a:pull',
  };

  it('tells why a log-in was refused, and asks about whoever has that name', async () => {
    const { page, http } = ask(refusedLogin);
    const people = http.expectOne(({ url }) => url === 'api/v1/people');
    const bobby = { id: REGISTRY, username: 'bobby', displayName: '' };
    people.flush({ items: [{ id: BOB, username: 'bob', displayName: '' }, bobby], next: null });
    await vi.waitFor(() => {
      TestBed.tick();
      expect(http.expectOne('api/v1/explain').request.body).toMatchObject({ principal: { kind: 'user', id: BOB } });
    });
    expect(texts(page, '.note p')[0]).toContain('“bob” got no token at the door: wrong name or password.');
  });

  it('asks about nobody else where nobody has that name', async () => {
    const { page, http } = ask(refusedLogin);
    http.expectOne(({ url }) => url === 'api/v1/people').flush({ items: [], next: null });
    await vi.waitFor(() => {
      TestBed.tick();
      expect(texts(page, '.note p')[0]).toContain('Nobody is known to you by that name');
    });
    http.expectNone('api/v1/explain');
  });

  it('asks nothing while something is missing', () => {
    const { http, page } = ask({ registryId: REGISTRY });
    http.expectNone('api/v1/explain');
    expect(page.textContent).toContain('Who may do what, and why?');
  });

  it('puts the question into the address', () => {
    const { page } = ask({ service: REGISTRY, scope: 'repository:team/app:push' });
    const navigate = vi.spyOn(TestBed.inject(Router), 'navigate').mockResolvedValue(true);
    page.querySelector('form')?.dispatchEvent(new Event('submit', { cancelable: true }));
    expect(navigate.mock.lastCall?.[1]?.queryParams).toEqual({
      principal: undefined,
      service: REGISTRY,
      scope: 'repository:team/app:push',
      address: undefined,
    });
  });
});
