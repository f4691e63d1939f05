import { TestBed } from '@angular/core/testing';
import { provideRouter } from '@angular/router';
import type { DecisionView } from '@spectacles/contracts';
import { registerIcons } from '../appearance/icons';
import { DecisionTable } from './decision-table';

const ID = '01890000-0000-7000-8000-000000000001';
const AT = '2026-01-01T00:00:00.000Z';

function row(change: Partial<DecisionView>): DecisionView {
  return {
    id: crypto.randomUUID(),
    kind: 'decision',
    decisionId: ID,
    at: AT,
    lastAt: AT,
    count: 1,
    outcome: 'refused',
    refusal: 'INVALID_CREDENTIALS',
    subject: { kind: 'unknown', id: null, name: 'mallory' },
    credential: { kind: 'password', id: null, name: null },
    refreshTokenId: null,
    address: '192.0.2.7',
    newAddress: false,
    userAgent: '',
    requestId: 'r',
    registryId: null,
    service: 'reg-a',
    scope: null,
    policyVersion: 1,
    tokenId: null,
    expiresAt: null,
    gap: null,
    ...change,
  };
}

function show(decisions: readonly DecisionView[]) {
  TestBed.configureTestingModule({ providers: [provideRouter([])] });
  TestBed.runInInjectionContext(registerIcons);
  const fixture = TestBed.createComponent(DecisionTable);
  fixture.componentRef.setInput('decisions', decisions);
  TestBed.tick();
  const page = fixture.nativeElement as HTMLElement;
  const rows = () =>
    [...page.querySelectorAll('tbody tr')].map(({ textContent }) => textContent.replaceAll(/\s+/g, ' '));
  return { page, rows };
}

describe('the table of the token log', () => {
  it('says plainly what is missing', () => {
    const gap = { missing: 120, from: AT, until: AT, reason: 'the disk was full' };
    const [first] = show([row({ kind: 'gap', outcome: null, gap })]).rows();
    expect(first).toContain('120 decisions are missing here');
    expect(first).toContain('the disk was full');
  });

  it('tells a log-in that was refused, and leads nowhere from it', () => {
    const { page, rows } = show([row({})]);
    expect(rows()[0]).toMatch(/“mallory” password.*a log-in.*refused.*wrong name or password/);
    expect(page.querySelector('a')).toBeNull();
  });

  it('leads from a denied scope to the simulator, and unfolds the rest', () => {
    const scope = { type: 'repository', name: 'team/app', asked: ['push'], granted: [], because: [] };
    const subject = { kind: 'user' as const, id: ID, name: 'bob' };
    const { page, rows } = show([row({ outcome: 'reduced', refusal: null, subject, registryId: ID, scope })]);
    const link = new URL(page.querySelector('a')?.getAttribute('href') ?? '', 'https://console.invalid');
    expect(link.pathname).toBe('/simulator');
    expect(Object.fromEntries(link.searchParams)).toEqual({
      principal: `user:${ID}`,
      service: ID,
      scope: 'repository:team/app:push',
      address: '192.0.2.7',
    });
    page.querySelector<HTMLButtonElement>('button[aria-label="Details: bob on team/app"]')?.click();
    TestBed.tick();
    expect(rows()).toHaveLength(2);
    expect(rows()[1]).toContain('192.0.2.7, by a program that gives no name');
  });
});
