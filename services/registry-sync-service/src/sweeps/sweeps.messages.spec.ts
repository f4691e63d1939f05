import { CompiledPolicy } from '@spectacles/access-control';
import { listSweeps, startSweep, type ConsoleCall } from '@spectacles/contracts';
import { openConsoleCall, ServiceUnavailable } from '@spectacles/platform';
import type { PolicyUse } from '@spectacles/policy-replica';
import { ManualClock } from '@spectacles/testing';
import { expect, it } from 'vitest';
import { EMPTY } from 'rxjs';
import type { PolicyView } from '../access/policy-view.js';
import { userState } from '../test-support/test-house.js';
import { SweepsMessages } from './sweeps.messages.js';
import type { SweepsService } from './sweeps.service.js';

const administrator = userState('ada', true);

/** A policy that may be read by, and no longer be written by. */
function unconfirmed(): PolicyView {
  const policy = CompiledPolicy.empty();
  policy.apply([{ kind: 'user', key: administrator.id, state: administrator }]);
  const ageProblem = (use: PolicyUse) => (use === 'write' ? 'POLICY_MAX_AGE_WRITE_SECONDS' : null);
  return {
    policy,
    version: 1,
    ready: true,
    changed: EMPTY,
    atLeast: () => Promise.resolve(),
    ageProblem,
    requireFresh: (use) => {
      const problem = ageProblem(use);
      if (problem !== null) throw new ServiceUnavailable(problem);
    },
  };
}

it('begins no sweep by a policy that is too old to write by, and still shows them', async () => {
  const begun: string[] = [];
  const sweeps: Pick<SweepsService, 'start' | 'list'> = {
    start: (registryId) => {
      begun.push(registryId);
      return Promise.reject(new Error('begun'));
    },
    list: () => Promise.resolve({ items: [], next: null }),
  };
  const messages = new SweepsMessages(sweeps as SweepsService, unconfirmed(), new ManualClock());
  const call: ConsoleCall = {
    envelope: {
      requestId: 'request',
      caller: { kind: 'user', userId: administrator.id, sessionId: administrator.id },
      address: '127.0.0.1',
      userAgent: 'test',
      atLeast: 1,
    },
    params: { id: administrator.id },
    query: {},
    body: null,
  };
  await expect(messages.start(openConsoleCall(startSweep, call))).rejects.toMatchObject({
    status: 503,
    message: 'POLICY_MAX_AGE_WRITE_SECONDS',
  });
  expect(begun).toEqual([]);
  expect(await messages.list(openConsoleCall(listSweeps, call))).toMatchObject({ status: 200 });
});
