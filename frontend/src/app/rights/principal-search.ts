import { computed, inject, type Signal } from '@angular/core';
import { findGroups, findPeople, listRobots } from '@spectacles/contracts';
import { ConsoleClient } from '../api/console-client';
import type { LoadedValue } from '../api/loaded-value';
import {
  generalPrincipals,
  type PickedPrincipal,
  pickedGroup,
  pickedRobot,
  pickedUser,
  type PrincipalKind,
} from './picked-principal';

const SUGGESTIONS = 6;

interface PrincipalSuggestions {
  readonly label: string;
  readonly options: readonly PickedPrincipal[];
}

export interface PrincipalSearch {
  readonly groups: Signal<readonly PrincipalSuggestions[]>;
  readonly loading: Signal<boolean>;
}

/** Looks for people, groups and robots by a part of their name; asks only for the kinds that are wanted. */
export function searchPrincipals(q: Signal<string>, kinds: Signal<readonly PrincipalKind[]>): PrincipalSearch {
  const client = inject(ConsoleClient);
  const asked = (kind: PrincipalKind) =>
    kinds().includes(kind) ? { query: { q: q(), limit: SUGGESTIONS } } : undefined;
  const people = client.read(findPeople, () => asked('user'));
  const groups = client.read(findGroups, () => asked('group'));
  const robots = client.read(listRobots, () => asked('robot'));
  const general = computed(() =>
    generalPrincipals.filter(
      ({ kind, name }) => kinds().includes(kind) && name.toLowerCase().includes(q().toLowerCase()),
    ),
  );
  return {
    groups: computed(() =>
      [
        { label: 'People', options: suggested(people, pickedUser, q()) },
        { label: 'Groups', options: suggested(groups, pickedGroup, q()) },
        { label: 'Robots', options: suggested(robots, pickedRobot, q()) },
        { label: 'Many at once', options: general() },
      ].filter(({ options }) => options.length > 0),
    ),
    loading: computed(() => people.loading() || groups.loading() || robots.loading()),
  };
}

/** While an answer is on its way the last one stays, but never somebody who is not what was typed: Enter may follow. */
function suggested<Item>(
  page: LoadedValue<{ readonly items: readonly Item[] }>,
  picked: (item: Item) => PickedPrincipal,
  q: string,
): readonly PickedPrincipal[] {
  const options = page.value()?.items.map(picked) ?? [];
  if (!page.loading()) return options;
  return options.filter(({ name, detail }) => `${name} ${detail}`.toLowerCase().includes(q.toLowerCase()));
}
