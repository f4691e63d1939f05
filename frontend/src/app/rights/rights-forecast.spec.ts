import { TestBed } from '@angular/core/testing';
import type { RemovalForecast } from '@spectacles/contracts';
import { texts } from '../testing/page';
import { ownedWords } from './owned-words';
import { RightsForecast } from './rights-forecast';

const ID = '01890000-0000-7000-8000-000000000001';
const bob = { kind: 'user', id: ID, name: 'bob' };
const team = { registryId: ID, registryName: 'reg', namespaceId: ID, path: 'team' };
const defaults = { ...team, namespaceId: null, path: '' };

function show(forecast: Partial<RemovalForecast>): HTMLElement {
  const fixture = TestBed.createComponent(RightsForecast);
  const nothing = { grants: 0, members: 0, robots: [], owned: [], changes: [], more: false };
  fixture.componentRef.setInput('forecast', { ...nothing, ...forecast });
  fixture.componentRef.setInput('unchanged', 'Nobody’s rights change.');
  TestBed.tick();
  return fixture.nativeElement as HTMLElement;
}

describe('what a deletion would do to rights', () => {
  it('says where, once there are several places', () => {
    const gone = { principal: bob, before: ['pull', 'browse'] as const, after: [] };
    const change = { ...gone, before: [...gone.before] };
    const one = show({ changes: [{ ...change, place: team }] });
    expect(texts(one, 'h3')[0]).toMatch(/^Whose rights change\s+in team$/);
    expect(texts(one, 'thead th')).toEqual(['Who', 'Now', 'Then']);
    const page = show({ changes: [team, defaults].map((place) => ({ ...change, place })) });
    expect(texts(page, 'thead th')).toEqual(['Who', 'Where', 'Now', 'Then']);
    expect(texts(page, '[data-label="Where"]')).toEqual(['teamreg', 'the rest of the registryreg']);
  });

  it('never says that nothing changes where not everything was compared', () => {
    expect(show({}).textContent).toContain('Nobody’s rights change.');
    expect(show({ more: true }).textContent).toContain('Too many people and places');
  });

  it('names the registry of what is owned, where there are several', () => {
    const own = { id: ID, registryName: 'reg', path: 'team' };
    expect(ownedWords([own, { ...own, path: '' }])).toBe('team, (root)');
    expect(ownedWords([own, { ...own, registryName: 'other' }])).toBe('team (reg), team (other)');
  });
});
