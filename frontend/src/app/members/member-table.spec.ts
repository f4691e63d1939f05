import { provideHttpClient } from '@angular/common/http';
import { HttpTestingController, provideHttpClientTesting } from '@angular/common/http/testing';
import { Component, inject, signal } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { provideRouter } from '@angular/router';
import { listGroupMembers } from '@spectacles/contracts';
import { ConsoleClient } from '../api/console-client';
import { registerIcons } from '../appearance/icons';
import { button, texts } from '../testing/page';
import { type MemberEdits, MemberTable } from './member-table';

const ID = '01890000-0000-7000-8000-000000000001';

@Component({
  selector: 'app-host',
  imports: [MemberTable],
  template: `<app-member-table
    heading="Members"
    sentence="Who is in it."
    none="Take in the first one."
    what="the group devs"
    loses="What devs may do"
    [members]="members"
    [edits]="edits()"
    [leave]="remove"
  />`,
})
class Host {
  readonly removed: string[] = [];
  readonly remove = (userId: string) => Promise.resolve(this.removed.push(userId));
  readonly edits = signal<MemberEdits | null>({ put: () => Promise.reject(new Error('unasked')), remove: this.remove });
  readonly members = inject(ConsoleClient).read(listGroupMembers, () => ({ params: { id: ID } }));
}

async function show(edits = true) {
  TestBed.configureTestingModule({
    providers: [provideHttpClient(), provideHttpClientTesting(), provideRouter([])],
  });
  TestBed.runInInjectionContext(registerIcons);
  const fixture = TestBed.createComponent(Host);
  if (!edits) fixture.componentInstance.edits.set(null);
  TestBed.tick();
  const user = { id: ID, username: 'bob', displayName: 'Bob' };
  TestBed.inject(HttpTestingController)
    .expectOne(`api/v1/groups/${ID}/members`)
    .flush({ items: [{ user, role: 'member', since: '2026-01-01T00:00:00.000Z' }], next: null });
  await fixture.whenStable();
  return { host: fixture.componentInstance, page: fixture.nativeElement as HTMLElement };
}

describe('the table of members', () => {
  it('asks before it removes somebody, and says what goes', async () => {
    const { host, page } = await show();
    page.querySelector<HTMLButtonElement>('button[aria-label="Change the place of bob"]')?.click();
    TestBed.tick();
    button(document.body, 'Remove…').click();
    await vi.waitFor(() => {
      TestBed.tick();
      expect(document.querySelector('mat-dialog-container')?.textContent).toContain('What devs may do');
    });
    expect(host.removed).toEqual([]);
    button(document.body, 'Remove').click();
    await vi.waitFor(() => {
      expect(host.removed).toEqual([ID]);
    });
  });

  it('offers nothing to those who may only look', async () => {
    const { page } = await show(false);
    expect(texts(page, 'tbody tr')[0]).toContain('bob');
    expect(texts(page, 'button')).toEqual([]);
  });
});
