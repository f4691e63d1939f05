import { provideHttpClient } from '@angular/common/http';
import { HttpTestingController, provideHttpClientTesting } from '@angular/common/http/testing';
import { TestBed } from '@angular/core/testing';
import { type } from '../testing/page';
import { PrincipalPicker } from './principal-picker';

const ID = '01890000-0000-7000-8000-000000000001';
const OTHER = '01890000-0000-7000-8000-000000000002';

function show() {
  TestBed.configureTestingModule({ providers: [provideHttpClient(), provideHttpClientTesting()] });
  const http = TestBed.inject(HttpTestingController);
  const fixture = TestBed.createComponent(PrincipalPicker);
  fixture.componentRef.setInput('kinds', ['user', 'group', 'anonymous']);
  TestBed.tick();
  const page = fixture.nativeElement as HTMLElement;
  const input = page.querySelector('input');
  if (input === null) throw new Error('There is no field.');
  const answer = async (people: object[], groups: object[]) => {
    http.expectOne(({ url }) => url === 'api/v1/people').flush({ items: people, next: null });
    http.expectOne(({ url }) => url === 'api/v1/group-names').flush({ items: groups, next: null });
    await fixture.whenStable();
  };
  const options = () => [...document.querySelectorAll('mat-option')].map((option) => option.textContent.trim());
  const write = (text: string) => {
    input.focus();
    type(input, text);
    TestBed.tick();
  };
  return { picker: fixture.componentInstance, http, answer, options, write };
}

const bob = { id: ID, username: 'bob', displayName: '' };
const devs = { id: OTHER, name: 'devs', description: '' };

describe('the picker of principals', () => {
  it('asks only for the kinds that are wanted, and takes a name typed in full', async () => {
    const { picker, http, answer, write } = show();
    await answer([bob], [devs]);
    write('devs');
    expect(picker.value()).toBeNull();
    await answer([], [devs]);
    expect(picker.value()).toMatchObject({ kind: 'group', id: OTHER });
    http.expectNone(({ url }) => url === 'api/v1/robots');
  });

  it('takes nobody where the name means a person and a group', async () => {
    const { picker, answer, write } = show();
    await answer([bob], [devs]);
    write('devs');
    await answer([{ ...bob, username: 'devs' }], [devs]);
    expect(picker.value()).toBeNull();
  });

  it('suggests nobody from the answer before who is not what was typed since', async () => {
    const { answer, options, write } = show();
    await answer([bob], [devs]);
    write('dev');
    expect(options()).toEqual(['devs']);
    await answer([], [devs]);
    expect(options()).toEqual(['devs']);
  });

  it('forgets the choice when the text is changed', async () => {
    const { picker, answer, write } = show();
    await answer([bob], [devs]);
    write('bob');
    await answer([bob], []);
    expect(picker.value()).toMatchObject({ kind: 'user', id: ID });
    write('bo');
    expect(picker.value()).toBeNull();
  });
});
