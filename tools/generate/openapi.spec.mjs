import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const document = JSON.parse(readFileSync(new URL('../../docs/api/openapi.json', import.meta.url), 'utf8'));
const METHODS = new Set(['get', 'post', 'put', 'patch', 'delete']);
const operations = Object.entries(document.paths).flatMap(([path, item]) =>
  Object.entries(item)
    .filter(([method]) => METHODS.has(method))
    .map(([method, operation]) => ({ path, method, operation })),
);
const ofConsole = operations.filter(({ path }) => path.startsWith('/api/v1/'));

function referencesIn(node) {
  if (node === null || typeof node !== 'object') return [];
  return Object.entries(node).flatMap(([key, value]) => (key === '$ref' ? [value] : referencesIn(value)));
}

function resolve(reference) {
  return reference
    .replace(/^#\//, '')
    .split('/')
    .reduce((node, part) => node?.[part], document);
}

describe('docs/api/openapi.json', () => {
  it('refers to nothing that is not there', () => {
    const missing = [...new Set(referencesIn(document))].filter((reference) => resolve(reference) === undefined);
    expect(missing).toEqual([]);
  });

  it('names every operation once', () => {
    const names = operations.map(({ operation }) => operation.operationId);
    expect(new Set(names).size).toBe(names.length);
    expect(names.every((name) => /^[a-z][A-Za-z]+$/.test(name))).toBe(true);
  });

  it('declares exactly the parameters that a path has', () => {
    for (const { path, operation } of operations) {
      const declared = (operation.parameters ?? []).filter((each) => each.in === 'path').map((each) => each.name);
      expect(declared, path).toEqual([...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name));
    }
  });

  it('says of every operation who may call it, and protects every change by a signed-in page from other sites', () => {
    for (const { path, method, operation } of ofConsole) {
      const [session] = operation.security;
      const name = `${method} ${path}`;
      expect(['public', 'signed-in', 'administrator'], name).toContain(operation['x-access']);
      expect(session !== undefined, name).toBe(operation['x-access'] !== 'public');
      if (session !== undefined) expect('csrfToken' in session, name).toBe(method !== 'get');
    }
  });

  it('answers every refusal with a problem document', () => {
    for (const { path, method, operation } of ofConsole) {
      const refusals = Object.entries(operation.responses).filter(([status]) => Number(status) >= 400);
      expect(refusals.length, `${method} ${path}`).toBeGreaterThan(2);
      for (const [, answer] of refusals) {
        expect(answer.content['application/problem+json'].schema.$ref).toBe('#/components/schemas/Problem');
      }
    }
  });

  it('lists objects in pages', () => {
    const lists = ofConsole.filter(({ operation }) => operation.operationId.startsWith('list'));
    for (const { operation } of lists) {
      const { schema } = operation.responses['200'].content['application/json'];
      const { properties } = schema.$ref === undefined ? schema : resolve(schema.$ref);
      expect(Object.keys(properties), operation.operationId).toEqual(expect.arrayContaining(['items', 'next']));
      // What is never more than a page has no second one.
      if (properties.next.type === 'null') continue;
      expect(operation.parameters.map((each) => each.name)).toEqual(expect.arrayContaining(['limit', 'cursor']));
    }
  });
});
