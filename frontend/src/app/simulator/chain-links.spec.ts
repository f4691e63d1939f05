import { type ChainPlace, editLink } from './chain-links';

const place: ChainPlace = {
  registryId: 'r',
  administrator: true,
  principal: { kind: 'robot', id: 'bot' },
  namespaces: [
    { id: 'n', path: 'team', manageable: true },
    { id: 'm', path: 'team/x', manageable: false },
  ],
};

describe('where a step of the chain is changed', () => {
  it.each([
    [{ kind: 'rule' as const, id: 'rule' }, '/registries/r/rules'],
    [{ kind: 'named' as const, level: 'team' }, '/namespaces/n/access'],
    [{ kind: 'general' as const, level: 'team/x' }, '/namespaces/m'],
    [{ kind: 'general' as const, level: 'hidden' }, null],
    [{ kind: 'anonymous' as const }, '/registries/r/access'],
    [{ kind: 'limit' as const, id: 'bot' }, '/robots/bot'],
    [{ kind: 'limit' as const, id: 'other' }, null],
    [{ kind: 'default' as const }, null],
  ])('%j at %j', (step, link) => {
    expect(editLink(step, place)).toBe(link);
  });

  it('shows the pages of administrators to nobody else', () => {
    const others = { ...place, administrator: false };
    expect([editLink({ kind: 'rule' }, others), editLink({ kind: 'general' }, others)]).toEqual([null, null]);
  });
});
