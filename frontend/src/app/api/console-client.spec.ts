import { provideHttpClient } from '@angular/common/http';
import { HttpTestingController, provideHttpClientTesting } from '@angular/common/http/testing';
import { signal } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { listRegistries, readTag, setUserPassword } from '@spectacles/contracts';
import { addressOf, ConsoleClient } from './console-client';
import type { ApiProblem } from './problem';

const ID = '01890000-0000-7000-8000-000000000001';

function setUp() {
  TestBed.configureTestingModule({ providers: [provideHttpClient(), provideHttpClientTesting()] });
  return { client: TestBed.inject(ConsoleClient), http: TestBed.inject(HttpTestingController) };
}

describe('ConsoleClient', () => {
  it('writes addresses relative to the base, with encoded parameters', () => {
    expect(addressOf(readTag, { id: ID, name: 'a/b?c' })).toBe(`api/v1/repositories/${ID}/tags/a%2Fb%3Fc`);
  });

  it('reads again when a filter changes, sends no blank filter, and keeps the old page meanwhile', async () => {
    const { client, http } = setUp();
    const q = signal<string | undefined>(undefined);
    const page = TestBed.runInInjectionContext(() => client.read(listRegistries, () => ({ query: { q: q() } })));
    TestBed.tick();
    http.expectOne('api/v1/registries').flush({ items: [], next: 'more' });
    await vi.waitFor(() => {
      expect(page.value()?.next).toBe('more');
    });
    q.set('x');
    TestBed.tick();
    expect(page.value()?.next).toBe('more');
    http.expectOne('api/v1/registries?q=x').flush({ items: [], next: null });
    await vi.waitFor(() => {
      expect(page.value()?.next).toBeNull();
    });
  });

  it('takes an answer that does not fit the contract for an error', async () => {
    const { client, http } = setUp();
    const page = TestBed.runInInjectionContext(() => client.read(listRegistries, () => ({})));
    TestBed.tick();
    http.expectOne('api/v1/registries').flush({ items: [{ name: 'no registry' }], next: null });
    await vi.waitFor(() => {
      expect(page.problem()?.code).toBe('UNEXPECTED_ANSWER');
    });
    expect(page.value()).toBeUndefined();
  });

  it('rejects with the problem that the server told, with its request id', async () => {
    const { client, http } = setUp();
    const sent = client.send(setUserPassword, { params: { id: ID }, body: { new: 'long enough to pass' } });
    http.expectOne({ method: 'PUT', url: `api/v1/users/${ID}/password` }).flush(
      {
        type: 'about:blank',
        title: 'Unprocessable',
        status: 422,
        detail: 'Choose another one.',
        code: 'VALIDATION_FAILED',
        requestId: 'r1',
        errors: [{ pointer: '/new', code: 'weak', message: 'Too weak.' }],
      },
      { status: 422, statusText: 'Unprocessable', headers: { 'Retry-After': '2' } },
    );
    const problem = await sent.catch((error: unknown) => error as ApiProblem);
    expect(problem).toMatchObject({ code: 'VALIDATION_FAILED', requestId: 'r1', retryAfterSeconds: 2 });
  });
});
