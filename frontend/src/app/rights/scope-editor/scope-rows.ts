import { applyEach, maxLength, required, type SchemaFn, validate } from '@angular/forms/signals';
import type { CredentialScope, Verb } from '@spectacles/contracts';
import { verbWords } from '../right-words';

/** A row of the editor. `registryId` is "" for every registry. */
export interface ScopeRow {
  registryId: string;
  pattern: string;
  pull: boolean;
  push: boolean;
  delete: boolean;
}

export const scopeVerbs: readonly Verb[] = ['pull', 'push', 'delete'];
const LONGEST = 255;

export function scopeRow(pattern: string, verbs: readonly Verb[], registryId = ''): ScopeRow {
  return {
    registryId,
    pattern,
    pull: verbs.includes('pull'),
    push: verbs.includes('push'),
    delete: verbs.includes('delete'),
  };
}

export function rowsOf(scopes: readonly CredentialScope[]): ScopeRow[] {
  return scopes.map(({ registryId, pattern, actions }) => scopeRow(pattern, actions, registryId));
}

/** As the routes take them. */
export function scopesOf(rows: readonly ScopeRow[]): CredentialScope[] {
  return rows.map((row) => ({
    ...(row.registryId === '' ? {} : { registryId: row.registryId }),
    pattern: row.pattern.trim(),
    actions: scopeVerbs.filter((verb) => row[verb]),
  }));
}

/** What every row needs; for the schema of the form that holds them. */
export const scopeRules: SchemaFn<ScopeRow[]> = (rows) => {
  applyEach(rows, (row) => {
    required(row.pattern, { message: 'Type a repository, or a pattern such as team/**.' });
    maxLength(row.pattern, LONGEST, { message: 'At most 255 characters.' });
    validate(row.pull, ({ valueOf }) =>
      valueOf(row.pull) || valueOf(row.push) || valueOf(row.delete)
        ? undefined
        : { kind: 'required', message: 'Choose at least one of pull, push and delete.' },
    );
  });
};

/** "pull, push on team/**; pull on base/**", or that there is no limit. */
export function scopesWords(scopes: readonly CredentialScope[] | null, unlimited: string): string {
  if (scopes === null) return unlimited;
  return scopes.map(({ pattern, actions }) => `${verbWords(actions)} on ${pattern}`).join('; ');
}
