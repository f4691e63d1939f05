import { ConfigurationError } from '../config/configuration-error.js';

/** What a `*_DATABASE_URL` means. */
export type DatabaseAddress =
  | { readonly kind: 'sqlite'; readonly path: string }
  | {
      readonly kind: 'mysql' | 'mariadb';
      readonly host: string;
      readonly port: number;
      readonly username: string;
      readonly password: string;
      readonly database: string;
    };

/** Reads `sqlite:<path>`, `mysql://…` or `mariadb://…`; `variable` names the culprit when it is none of them. */
export function parseDatabaseUrl(url: string, variable: string): DatabaseAddress {
  if (url.startsWith('sqlite:') && url.length > 'sqlite:'.length) {
    return { kind: 'sqlite', path: url.slice('sqlite:'.length).replace(/^\/\/(?=\/)/, '') };
  }
  const parsed = URL.canParse(url) ? new URL(url) : null;
  const kind = parsed?.protocol === 'mysql:' ? 'mysql' : parsed?.protocol === 'mariadb:' ? 'mariadb' : null;
  const database = parsed?.pathname.slice(1) ?? '';
  if (parsed === null || kind === null || parsed.hostname === '' || database === '') {
    const message =
      'must be sqlite:<path>, mysql://user:password@host/database or mariadb://user:password@host/database';
    throw new ConfigurationError([{ name: variable, message }]);
  }
  return {
    kind,
    host: parsed.hostname,
    port: parsed.port === '' ? 3306 : Number(parsed.port),
    username: decodeURIComponent(parsed.username),
    password: decodeURIComponent(parsed.password),
    database: decodeURIComponent(database),
  };
}
