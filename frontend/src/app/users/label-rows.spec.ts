import { signal } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { form } from '@angular/forms/signals';
import { labelRows, labelRules, labelsOf } from './label-rows';

describe('the labels of a user', () => {
  it('come back as they were', () => {
    const labels = { team: ['web', 'api'], level: [] };
    expect(labelsOf(labelRows(labels))).toEqual(labels);
  });

  it('have names of their own, of the characters that rules can ask for', () => {
    const rows = [
      { name: 'team', values: 'a' },
      { name: 'team', values: 'b' },
      { name: 'no spaces', values: '' },
      { name: '', values: '' },
    ];
    const labels = TestBed.runInInjectionContext(() => form(signal(rows), labelRules));
    expect(
      labels()
        .errorSummary()
        .map(({ message }) => message),
    ).toEqual([
      'Another label is called that.',
      'Another label is called that.',
      'Letters, digits, "_", "." and dashes; at most 64.',
      'Type a name, or remove the label.',
    ]);
  });
});
