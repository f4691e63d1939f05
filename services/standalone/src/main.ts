import { setSourceMapsSupport } from 'node:module';

// Before anything else is loaded, and for our own files alone: Node's flag reads and keeps the maps of every library.
setSourceMapsSupport(true);
const { runStandalone } = await import('./run-standalone.js');
runStandalone();
