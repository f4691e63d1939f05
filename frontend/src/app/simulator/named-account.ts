import { computed, inject, type Signal } from '@angular/core';
import { findPeople, listRobots } from '@spectacles/contracts';
import { ConsoleClient } from '../api/console-client';
import { SessionStore } from '../session/session-store';
import type { AskedPrincipal } from './question';

const LOOKED_AT = 200;

/** Whom a name means that somebody logged in with: undefined while that is looked up, null where it is nobody. */
export function findAccount(account: Signal<string | undefined>): Signal<AskedPrincipal | null | undefined> {
  const client = inject(ConsoleClient);
  const own = inject(SessionStore).user;
  const isOwn = computed(() => account() !== undefined && account() === own()?.username);
  const isRobot = computed(() => account()?.includes('+') === true);
  const asked = (wanted: boolean) => {
    const q = account();
    return q === undefined || isOwn() || !wanted ? undefined : { query: { q, limit: LOOKED_AT } };
  };
  const people = client.read(findPeople, () => asked(!isRobot()));
  const robots = client.read(listRobots, () => asked(isRobot()));
  return computed(() => {
    const name = account();
    if (name === undefined) return null;
    if (isOwn()) return { kind: 'myself', id: null };
    const looking = isRobot() ? robots : people;
    if (looking.problem() !== undefined) return null;
    if (looking.value() === undefined || looking.loading()) return undefined;
    const user = people.value()?.items.find(({ username }) => username === name);
    if (user !== undefined) return { kind: 'user', id: user.id };
    const robot = robots.value()?.items.find(({ login }) => login === name);
    return robot === undefined ? null : { kind: 'robot', id: robot.id };
  });
}
