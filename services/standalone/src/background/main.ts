import { runBackgroundThread } from './run-background-thread.js';

await runBackgroundThread();
