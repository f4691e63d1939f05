import { provideHttpClient } from '@angular/common/http';
import { HttpTestingController, provideHttpClientTesting } from '@angular/common/http/testing';
import { Component, inject } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { provideRouter } from '@angular/router';
import { type EntryVerb, type GrantView, listGrants } from '@spectacles/contracts';
import { ConsoleClient } from '../api/console-client';
import { registerIcons } from '../appearance/icons';
import { texts } from '../testing/page';
import { type GrantEdits, GrantTable } from './grant-table';
import { strongestWithin } from './right-words';

const ID = '01890000-0000-7000-8000-000000000001';
const edits: GrantEdits = {
  create: () => Promise.reject(new Error('not asked for')),
  change: () => Promise.reject(new Error('not asked for')),
  remove: () => Promise.reject(new Error('not asked for')),
};

@Component({
  selector: 'app-host',
  imports: [GrantTable],
  template: `<app-grant-table
    heading="Access"
    sentence="Who may do what."
    origin="entry here"
    where="in team"
    [owner]="owner"
    [grants]="grants"
    [edits]="edits"
  />`,
})
class Host {
  readonly grants = inject(ConsoleClient).read(listGrants, () => ({ params: { id: ID } }));
  readonly edits = edits;
  readonly owner = { kind: 'user' as const, id: ID, name: 'carol' };
}

function grant(principal: GrantView['principal'], verbs: EntryVerb[], pattern: string | null = null): GrantView {
  const createdAt = '2026-01-01T00:00:00.000Z';
  const right = strongestWithin(verbs);
  return {
    id: crypto.randomUUID(),
    registryId: ID,
    namespaceId: ID,
    principal,
    right,
    verbs,
    pattern,
    createdAt,
    version: 1,
  };
}

describe('the table of rights', () => {
  it('says of everybody what they may do, in verbs, and where it comes from', async () => {
    TestBed.configureTestingModule({ providers: [provideHttpClient(), provideHttpClientTesting(), provideRouter([])] });
    TestBed.runInInjectionContext(registerIcons);
    const fixture = TestBed.createComponent(Host);
    TestBed.tick();
    const user = { id: ID, username: 'bob', displayName: 'Bob' };
    TestBed.inject(HttpTestingController)
      .expectOne(`api/v1/namespaces/${ID}/grants`)
      .flush({
        items: [
          grant({ kind: 'user', id: ID, user }, ['pull', 'push', 'browse']),
          grant({ kind: 'anonymous' }, []),
          grant({ kind: 'group', id: ID, name: 'devs' }, ['browse', 'manage'], 'team/*/cache'),
        ],
        next: null,
      });
    await fixture.whenStable();
    const page = fixture.nativeElement as HTMLElement;
    const rows = texts(page, 'tbody tr').map((row) => row.replaceAll(/\s+/g, ' '));
    expect(rows[0]).toContain('carol');
    expect(rows[0]).toContain('pull, push, delete');
    expect(rows[0]).toContain('owns this namespace');
    expect(rows[1]).toContain('bob');
    expect(rows[1]).toContain('pull, push');
    expect(rows[1]).toContain('entry here');
    expect(rows[2]).toContain('Anonymous');
    expect(rows[2]).toContain('nothing');
    expect(rows[3]).toContain('devs');
    expect(rows[3]).toContain('browse, manage');
    expect(rows[3]).toContain('exact verbs');
    expect(rows[3]).toContain('team/*/cache');
    expect(page.querySelector('button[aria-label="Change the access of bob"]')).not.toBeNull();
    expect(page.querySelector('input[aria-label="Find an entry by name or pattern"]')).not.toBeNull();
  });
});
