import { signal } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { form, submit } from '@angular/forms/signals';
import { ApiProblem } from '../api/problem';
import { submission } from './submission';

function refusedForm(problem: ApiProblem) {
  const model = signal({ username: 'bob', email: '' });
  const refuse = submission<{ username: string; email: string }>(() => Promise.reject(problem));
  return TestBed.runInInjectionContext(() => form(model, refuse));
}

describe('what the server has against a form', () => {
  it('appears at the fields that it names', async () => {
    const user = refusedForm(
      new ApiProblem({
        code: 'VALIDATION_FAILED',
        status: 422,
        detail: 'Something is wrong.',
        errors: [{ pointer: '/username', code: 'taken', message: 'Taken.' }],
      }),
    );
    await submit(user);
    expect(user.username().errors()[0]?.message).toBe('Taken.');
    expect(user().errors()).toEqual([]);
  });

  it('appears at the field that holds what is named', async () => {
    const user = refusedForm(
      new ApiProblem({
        code: 'VALIDATION_FAILED',
        status: 422,
        detail: 'Something is wrong.',
        errors: [{ pointer: '/email/0', code: 'bad', message: 'Bad.' }],
      }),
    );
    await submit(user);
    expect(user.email().errors()[0]?.message).toBe('Bad.');
  });

  it('appears above the form where it names no field of it', async () => {
    const user = refusedForm(
      new ApiProblem({
        code: 'VALIDATION_FAILED',
        status: 422,
        detail: 'Something else is wrong.',
        errors: [{ pointer: '/elsewhere', code: 'x', message: 'X.' }],
      }),
    );
    await submit(user);
    expect(user().errors()[0]?.message).toBe('Something else is wrong.');
  });
});
