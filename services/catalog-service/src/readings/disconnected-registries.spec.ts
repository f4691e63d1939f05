import { testLogger, waitFor } from '@spectacles/testing';
import { Subject } from 'rxjs';
import { expect, it } from 'vitest';
import { forgetAtChanges } from './disconnected-registries.js';

it('goes on with the next change after the database failed, and says that it did', async () => {
  const { logger, lines } = testLogger();
  const changed = new Subject<number>();
  const answers = [
    () => Promise.reject(new Error('the database is locked')),
    () => {
      throw new Error('the policy is not there');
    },
    () => Promise.resolve(),
  ];
  let asked = 0;
  const forget = () => answers[asked++]?.() ?? Promise.resolve();
  const forgetting = forgetAtChanges({ changed, forget, logger, settleMs: 1 });
  for (const version of [1, 2, 3]) {
    changed.next(version);
    await waitFor(() => asked === version, { what: `change ${String(version)} is looked at` });
  }
  expect(lines.map(({ level }) => level)).toEqual([50, 50]);
  forgetting.unsubscribe();
  expect(changed.observed).toBe(false);
});
