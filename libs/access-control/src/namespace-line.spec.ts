import fc from 'fast-check';
import { expect, it } from 'vitest';
import { NamespaceLine } from './namespace-line.js';
import { PolicyLevel } from './policy-entries.js';

const path = fc.constantFrom(
  ...['', 'a', 'a/b', 'a/b/c', 'a-b', 'a-b/c', 'a.b', 'a0', 'a0/b', 'b', 'b/a', 'b/a/c', 'z'],
  ...Array.from({ length: 30 }, (_, number) => `t${String(number)}`),
);

it('has the namespaces in the order of their names, whatever came and went since it was asked last', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(path, fc.boolean(), fc.nat(40)), { maxLength: 300, size: 'max' }), (steps) => {
      const namespaces = new Map<string, PolicyLevel>();
      const line = new NamespaceLine(namespaces);
      for (const [at, isGone, asks] of steps) {
        if (isGone) namespaces.delete(at);
        else namespaces.set(at, new PolicyLevel(at, 0));
        line.note(at);
        if (asks > 0) continue;
        const expected = [...namespaces].filter(([path]) => path !== '').map(([path]) => `${path}/`);
        expect(line.all().map(({ from }) => from)).toEqual(expected.sort());
        for (const { path, level } of line.all()) expect(namespaces.get(path)).toBe(level);
        const within = [...namespaces].filter(([path]) => path === at || (at !== '' && path.startsWith(`${at}/`)));
        expect(new Set(line.within(at))).toEqual(new Set(within.map(([, level]) => level)));
      }
    }),
  );
});
