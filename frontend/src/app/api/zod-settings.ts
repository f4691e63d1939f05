import * as z from 'zod';

/** Keeps zod from compiling parsers at run time: our content security policy refuses `eval`, and says so in the log. */
export function forbidCodeGeneration(): void {
  z.config({ jitless: true });
}
