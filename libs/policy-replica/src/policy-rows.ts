import type { PolicyKind, PolicyRow, PolicyState as KnownState } from '@spectacles/access-control';
import type { LogState } from '@spectacles/change-log/reader';
import { PolicyState } from '@spectacles/contracts';
import { z } from 'zod';
import { readOftenSeen } from './strict-states.js';

const kinds: ReadonlySet<string> = new Set<PolicyKind>(PolicyState.options.map((option) => option.shape.kind.value));

/** A row that this version of the program does not understand. To pass over it could be to pass over a prohibition. */
class UnreadablePolicyRow extends Error {
  constructor(row: LogState, reason: string) {
    super(`The row "${row.key}" of the kind "${row.kind}" cannot be read: ${reason}`);
  }
}

/** Reads rows of the policy log strictly: the first with an unknown kind or field, or with a wrong one, ends it. */
export function readPolicyRows(rows: readonly LogState[]): readonly PolicyRow[] {
  return rows.map(readPolicyRow);
}

function readPolicyRow(row: LogState): PolicyRow {
  if (!kinds.has(row.kind)) throw new UnreadablePolicyRow(row, 'this kind is not known');
  const state = row.state === null ? null : readState(row);
  // The kind was checked against those of the states, and against that of this state.
  return { kind: row.kind, key: row.key, state } as PolicyRow;
}

function readState(row: LogState): KnownState {
  const state = readOftenSeen(row.kind, row.state) ?? readBySchema(row);
  if (state.kind !== row.kind || state.id !== row.key) throw new UnreadablePolicyRow(row, 'it holds another object');
  return state;
}

function readBySchema(row: LogState): KnownState {
  const parsed = PolicyState.safeParse(row.state);
  if (!parsed.success) throw new UnreadablePolicyRow(row, z.prettifyError(parsed.error));
  return parsed.data;
}
