import { runMain } from '@spectacles/platform';
import { startStandalone } from './start-standalone.js';

/** The program of the whole house. */
export function runStandalone(): void {
  runMain(async (env) => {
    const running = await startStandalone(env);
    // Not through the logger, which would censor the setup code: this line is for whoever starts the process.
    process.stdout.write(`${running.readyLine}\n`);
    return running;
  });
}
