import { provideHttpClient } from '@angular/common/http';
import { provideHttpClientTesting } from '@angular/common/http/testing';
import { TestBed } from '@angular/core/testing';
import { MAT_DIALOG_DATA, MatDialogRef } from '@angular/material/dialog';
import type { GrantView } from '@spectacles/contracts';
import { field, type } from '../testing/page';
import { ChangeAccess, type ChangeAccessRequest } from './change-access';
import { GiveAccess, type GiveAccessRequest } from './give-access';

const unasked = () => Promise.reject(new Error('not asked for'));

function show(component: typeof GiveAccess | typeof ChangeAccess, data: object) {
  TestBed.configureTestingModule({
    providers: [
      provideHttpClient(),
      provideHttpClientTesting(),
      { provide: MAT_DIALOG_DATA, useValue: data },
      { provide: MatDialogRef, useValue: { close: vi.fn() } },
    ],
  });
  const fixture = TestBed.createComponent<unknown>(component);
  TestBed.tick();
  const page = fixture.nativeElement as HTMLElement;
  const verb = (name: string) => {
    const choice = [...page.querySelectorAll('.choice')].find((one) => one.textContent.trim().startsWith(`${name}:`));
    return { words: choice?.textContent ?? '', box: choice?.querySelector('input') ?? null };
  };
  return { page, verb };
}

function give() {
  const request: GiveAccessRequest = {
    where: 'in team',
    kinds: ['user'],
    example: 'team/*-cache',
    namespaceId: undefined,
    right: 'READ',
    create: unasked,
  };
  const shown = show(GiveAccess, request);
  const right = field(shown.page, 'May, in team') as HTMLElement as HTMLSelectElement;
  right.value = 'EXACT';
  right.dispatchEvent(new Event('input', { bubbles: true }));
  TestBed.tick();
  return { ...shown, right, pattern: field(shown.page, 'Repositories') };
}

describe('the form for an entry', () => {
  it('does not offer to manage where a pattern stands, and says why', () => {
    const { verb, pattern } = give();
    expect(verb('manage').box?.disabled).toBe(false);
    type(pattern, 'team/app');
    TestBed.tick();
    expect(verb('manage').box?.disabled).toBe(true);
    expect(verb('manage').words).toContain('take the pattern away first');
    expect(verb('delete').box?.disabled).toBe(false);
    type(pattern, '');
    TestBed.tick();
    expect(verb('manage').box?.disabled).toBe(false);
  });

  it('takes no pattern of whoever is to manage', () => {
    const { page, verb, pattern } = give();
    verb('manage').box?.click();
    TestBed.tick();
    expect(pattern.disabled).toBe(true);
    expect(page.textContent).toContain('Whoever manages, manages all of it.');
  });

  it('never leaves both without a way back', () => {
    const { right, verb, pattern } = give();
    const choose = (value: string) => {
      right.value = value;
      right.dispatchEvent(new Event('input', { bubbles: true }));
      TestBed.tick();
    };
    verb('manage').box?.click();
    choose('READ');
    type(pattern, 'team/app');
    choose('EXACT');
    expect([verb('manage').box?.disabled, pattern.disabled]).toEqual([false, false]);
  });

  it('does not offer to manage in an entry that has a pattern', () => {
    const grant: GrantView = {
      id: '1',
      registryId: '2',
      namespaceId: '3',
      principal: { kind: 'everyone' },
      right: 'READ',
      verbs: ['pull', 'browse'],
      pattern: 'team/app',
      createdAt: '2026-01-01T00:00:00.000Z',
      version: 1,
    };
    const request: ChangeAccessRequest = { grant, where: 'on team/app', change: unasked };
    const { verb } = show(ChangeAccess, request);
    expect(verb('manage').box?.disabled).toBe(true);
    expect(verb('manage').words).toContain('this entry has a pattern');
  });
});
