import { HttpClient, provideHttpClient, withInterceptors } from '@angular/common/http';
import { HttpTestingController, provideHttpClientTesting } from '@angular/common/http/testing';
import { TestBed } from '@angular/core/testing';
import type { PolicyView } from '@spectacles/contracts';
import { registerIcons } from '../appearance/icons';
import { InForce } from './in-force';
import { policyVersionInterceptor } from './policy-version-interceptor';
import { givenUp, progressOf } from './progress';

function policy(...versions: number[]): PolicyView {
  const replicas = versions.map((version, index) => ({
    instance: `01890000-0000-7000-8000-00000000000${String(index)}`,
    version,
    ageSeconds: 1.2,
  }));
  return { version: 7, replicas };
}

describe('how far a change has come', () => {
  it.each([
    [policy(7), 'In force on 1 of 1 token server.', true],
    [policy(7, 6, 8), 'In force on 2 of 3 token servers.', false],
    [policy(7, 7, 8), 'In force on 3 of 3 token servers.', true],
    [policy(), 'No token server reports yet.', false],
  ])('%#: %j', (view, words, done) => {
    expect(progressOf(view, 7)).toEqual({ words, done });
  });

  it('names in the end what is behind', () => {
    expect(givenUp(policy(7, 5), 7)).toBe(
      'In force on 1 of 2 token servers. Behind, with their last report: …00000001 (1 s ago).',
    );
    expect(givenUp(policy(), 7)).toContain('No token server reports');
    expect(givenUp(null, 7)).toContain('could not be found out');
  });
});

describe('the notice after a change', () => {
  it('asks until every token server enforces what the change answered', async () => {
    TestBed.configureTestingModule({
      providers: [provideHttpClient(withInterceptors([policyVersionInterceptor])), provideHttpClientTesting()],
    });
    TestBed.runInInjectionContext(registerIcons);
    const http = TestBed.inject(HttpTestingController);
    TestBed.inject(HttpClient).put('api/v1/something', {}).subscribe();
    http.expectOne('api/v1/something').flush({}, { headers: { 'Policy-Version': '7' } });
    TestBed.inject(InForce).tell('Saved: bob may pull.');
    const shown = () => document.querySelector('app-in-force-notice')?.textContent ?? '';
    http.expectOne('api/v1/policy').flush(policy(7, 6));
    await vi.waitFor(() => {
      TestBed.tick();
      expect(shown()).toContain('Saved: bob may pull.');
      expect(shown()).toContain('In force on 1 of 2 token servers.');
    });
    await vi.waitFor(
      () => {
        http.expectOne('api/v1/policy').flush(policy(7, 7));
      },
      { timeout: 3000 },
    );
    await vi.waitFor(() => {
      TestBed.tick();
      expect(shown()).toContain('In force on 2 of 2 token servers.');
    });
    http.verify();
  });
});
