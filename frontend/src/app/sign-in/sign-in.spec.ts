import { provideHttpClient, withInterceptors } from '@angular/common/http';
import { HttpTestingController, provideHttpClientTesting } from '@angular/common/http/testing';
import { Component } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { provideRouter, Router, withComponentInputBinding } from '@angular/router';
import { RouterTestingHarness } from '@angular/router/testing';
import { sessionInterceptor } from '../api/session-interceptor';
import { registerIcons } from '../appearance/icons';
import { button, field, texts, type } from '../testing/page';
import { SignIn } from './sign-in';

@Component({ selector: 'app-anywhere', template: 'arrived' })
class Anywhere {}

const alice = {
  id: '01890000-0000-7000-8000-000000000001',
  username: 'alice',
  displayName: '',
  email: null,
  administrator: false,
  labels: {},
  status: 'active',
  source: 'local',
  createdAt: '2026-01-01T00:00:00.000Z',
  lastSeenAt: null,
  version: 1,
};

async function open(url: string) {
  TestBed.configureTestingModule({
    providers: [
      provideHttpClient(withInterceptors([sessionInterceptor])),
      provideHttpClientTesting(),
      provideRouter(
        [
          { path: 'sign-in', component: SignIn },
          { path: '**', component: Anywhere },
        ],
        withComponentInputBinding(),
      ),
    ],
  });
  TestBed.runInInjectionContext(registerIcons);
  const harness = await RouterTestingHarness.create(url);
  const page = harness.fixture.nativeElement as HTMLElement;
  return { page, http: TestBed.inject(HttpTestingController), settle: () => harness.fixture.whenStable() };
}

describe('the sign-in page', () => {
  it('says what is missing, and sends nothing', async () => {
    const { page, http, settle } = await open('/sign-in');
    button(page, 'Sign in').click();
    await settle();
    expect(texts(page, '[role=alert]')).toEqual(['Type your user name.', 'Type your password.']);
    expect(field(page, 'User name').getAttribute('aria-invalid')).toBe('true');
    http.verify();
  });

  it('announces a refusal with the waiting time and the request id', async () => {
    const { page, http, settle } = await open('/sign-in');
    type(field(page, 'User name'), 'alice');
    type(field(page, 'Password'), 'wrong');
    button(page, 'Sign in').click();
    http.expectOne({ method: 'POST', url: 'api/v1/session' }).flush(
      {
        type: 'about:blank',
        title: 'Too many',
        status: 429,
        detail: 'Too many attempts from here.',
        code: 'TOO_MANY_REQUESTS',
        requestId: 'r7',
      },
      { status: 429, statusText: 'Too Many Requests', headers: { 'Retry-After': '30' } },
    );
    await settle();
    const alert = page.querySelector('[role=alert]')?.textContent ?? '';
    expect(alert).toContain('Too many attempts from here.');
    expect(alert).toContain('Try again in 30 seconds.');
    expect(alert).toContain('r7');
  });

  it('goes where the person wanted to go', async () => {
    const { page, http } = await open('/sign-in?next=%2Frepositories%3Fq%3Dapp');
    type(field(page, 'User name'), 'alice');
    type(field(page, 'Password'), 'right');
    button(page, 'Sign in').click();
    const request = http.expectOne({ method: 'POST', url: 'api/v1/session' });
    expect(request.request.body).toEqual({ username: 'alice', password: 'right' });
    request.flush({ user: alice, csrfToken: 't', expiresAt: '2026-01-02T00:00:00.000Z' });
    await vi.waitFor(() => {
      expect(TestBed.inject(Router).url).toBe('/repositories?q=app');
    });
  });
});
