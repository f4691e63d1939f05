import { watch } from 'node:fs';
import { isStopping, onStop, run } from './run.mjs';

/** The compiler writes many files at once: one start for all of them. */
const SETTLE_MS = 300;

/**
 * Runs a program, and again whenever something below the directories changes. Node's own --watch is not used: it sends
 * messages of its own through worker threads.
 */
export async function runAgainOnChange(command, args, directories) {
  /** What runs, whether a change came since it was started, and who waits for one. */
  const state = { child: null, changed: false, wake: () => {} };
  let timer;
  const settle = () => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      state.changed = true;
      state.child?.kill('SIGTERM');
      state.wake();
    }, SETTLE_MS);
  };
  const watchers = directories.map((directory) => watch(directory, { recursive: true }, settle));
  onStop(() => state.wake());
  for (;;) {
    state.changed = false;
    const code = await run(command, args, { started: (child) => (state.child = child) });
    state.child = null;
    if (!state.changed && !isStopping()) await new Promise((resolve) => (state.wake = resolve));
    if (isStopping()) {
      clearTimeout(timer);
      for (const watcher of watchers) watcher.close();
      return code;
    }
    console.error('\nspectacles: something changed, starting again');
  }
}
