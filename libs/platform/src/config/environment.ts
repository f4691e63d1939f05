import { readFileSync } from 'node:fs';
import type { z } from 'zod';
import { ConfigurationError, type ConfigurationProblem } from './configuration-error.js';

export type EnvironmentResult<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly problems: readonly ConfigurationProblem[] };

type Reading = { readonly text: string | undefined } | { readonly problem: ConfigurationProblem };

function readVariable(name: string, env: NodeJS.ProcessEnv): Reading {
  const direct = env[name];
  const path = env[`${name}_FILE`];
  // An empty variable is what compose files pass for one that is not set.
  if (path === undefined || path === '') return { text: direct === '' ? undefined : direct };
  if (direct !== undefined && direct !== '') {
    return { problem: { name, message: `set either ${name} or ${name}_FILE, not both` } };
  }
  try {
    return { text: readFileSync(path, 'utf8').replace(/\r?\n$/, '') };
  } catch (error) {
    const reason = error instanceof Error && 'code' in error ? String(error.code) : 'unreadable';
    return { problem: { name: `${name}_FILE`, message: `cannot read ${path} (${reason})` } };
  }
}

/** Reads the variables that a schema names, each also from the file that `NAME_FILE` names. Never throws. */
export function parseEnvironment<T extends z.ZodObject>(
  schema: T,
  env: NodeJS.ProcessEnv,
): EnvironmentResult<z.output<T>> {
  const problems: ConfigurationProblem[] = [];
  const values: Record<string, string> = {};
  for (const name of Object.keys(schema.shape)) {
    const reading = readVariable(name, env);
    if ('problem' in reading) problems.push(reading.problem);
    else if (reading.text !== undefined) values[name] = reading.text;
  }
  const parsed = schema.safeParse(values);
  if (parsed.success && problems.length === 0) return { ok: true, value: parsed.data };
  const unread = new Set(problems.map((problem) => problem.name.replace(/_FILE$/, '')));
  for (const issue of parsed.success ? [] : parsed.error.issues) {
    const name = String(issue.path[0] ?? 'configuration');
    if (!unread.has(name)) problems.push({ name, message: issue.message });
  }
  return { ok: false, problems };
}

/** As `parseEnvironment`, and throws a `ConfigurationError` that lists every problem. */
export function requireEnvironment<T extends z.ZodObject>(schema: T, env: NodeJS.ProcessEnv): z.output<T> {
  const result = parseEnvironment(schema, env);
  if (!result.ok) throw new ConfigurationError(result.problems);
  return result.value;
}
