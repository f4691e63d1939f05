import { setSourceMapsSupport } from 'node:module';

// As in the main thread: each has its own setting.
setSourceMapsSupport(true);
const { runBackgroundThread } = await import('./run-background-thread.js');
await runBackgroundThread();
