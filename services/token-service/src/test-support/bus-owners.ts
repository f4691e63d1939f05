import { Controller, Module } from '@nestjs/common';
import {
  AppendDecisions,
  type LogPage,
  type PolicyState,
  PutKeyRing,
  ReadPolicyLog,
  ReadPolicySnapshot,
  ReadSpoolPosition,
  type SnapshotPage,
  type SpooledRecord,
  VerifyCredentials,
} from '@spectacles/contracts';
import { HandleRequest } from '@spectacles/platform';
import type { z } from 'zod';

import { readLines } from './spooled-lines.js';

/** A log of one state per commit, and what an owner does with it. */
export const commits: PolicyState[] = [];
/** What was handed over to the catalog. */
export const decisions: SpooledRecord[] = [];

const at = (n: number) => ({ n, id: `commit-${String(n)}` });
const rowOf = (state: PolicyState) => ({ kind: state.kind, key: state.id, state: JSON.stringify(state) });

@Controller()
class PolicyOwnerMessages {
  @HandleRequest(ReadPolicyLog)
  read({ after }: z.output<typeof ReadPolicyLog.request>): LogPage {
    const head = at(commits.length);
    if (after === null) return { outcome: 'snapshot', head };
    const rows = commits
      .slice(after.n)
      .map((state, index) => ({ ...at(after.n + index + 1), ...rowOf(state), last: true }));
    return { outcome: 'rows', rows, head };
  }

  @HandleRequest(ReadPolicySnapshot)
  snapshot(): SnapshotPage {
    return { rows: commits.map(rowOf), next: null };
  }

  @HandleRequest(VerifyCredentials)
  verify({ username }: z.output<typeof VerifyCredentials.request>) {
    const user = commits.findLast((state) => state.kind === 'user' && state.username === username);
    return { userId: user?.id ?? '', credentialVersion: 1, policyVersion: commits.length };
  }

  @HandleRequest(PutKeyRing)
  put({ keys }: z.output<typeof PutKeyRing.request>) {
    commits.push(...keys);
    return { policyVersion: commits.length };
  }
}

/** Stands for identity-service on a real bus. */
@Module({ controllers: [PolicyOwnerMessages] })
export class PolicyOwnerModule {}

const positions = new Map<string, number>();

@Controller()
class TokenLogMessages {
  @HandleRequest(ReadSpoolPosition)
  position({ spool }: z.output<typeof ReadSpoolPosition.request>) {
    return { last: positions.get(spool) ?? 0 };
  }

  @HandleRequest(AppendDecisions)
  append({ spool, first, lines }: z.output<typeof AppendDecisions.request>) {
    const last = positions.get(spool) ?? 0;
    const fresh = readLines(lines).slice(last + 1 - first);
    decisions.push(...fresh);
    positions.set(spool, last + fresh.length);
    return { last: last + fresh.length };
  }
}

/** Stands for catalog-service on a real bus. */
@Module({ controllers: [TokenLogMessages] })
export class TokenLogModule {}
