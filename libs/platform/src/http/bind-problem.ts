import type { ConfigurationProblem } from '../config/configuration-error.js';

/** Codes that blame the address rather than the port. */
const ADDRESS_CODES: ReadonlySet<string> = new Set(['EADDRNOTAVAIL', 'ENOTFOUND', 'EAI_AGAIN', 'EINVAL']);

export interface BindAddress {
  readonly host: string;
  readonly port: number;
}

/** Why an address cannot be listened on, by the name of the variable that an operator has to change. */
export function bindProblem(
  error: unknown,
  address: BindAddress,
  names: { readonly host: string; readonly port: string },
): ConfigurationProblem {
  const code = error instanceof Error && 'code' in error ? String(error.code) : 'unusable';
  if (ADDRESS_CODES.has(code)) {
    return { name: names.host, message: `${address.host} is no address of this machine (${code})` };
  }
  const place = `${address.host}:${String(address.port)}`;
  const reason = code === 'EADDRINUSE' ? 'is in use by another process' : `cannot be listened on (${code})`;
  return { name: names.port, message: `${place} ${reason}` };
}

/** The same for a failure that nobody named yet: that of the public port. Null when it is another failure. */
export function publicPortProblem(error: unknown): ConfigurationProblem | null {
  if (!(error instanceof Error) || !('syscall' in error) || error.syscall !== 'listen') return null;
  const { address, port } = error as Error & { readonly address?: unknown; readonly port?: unknown };
  const bound = { host: typeof address === 'string' ? address : '', port: Number(port) };
  return bindProblem(error, bound, { host: 'HOST', port: 'PORT' });
}
