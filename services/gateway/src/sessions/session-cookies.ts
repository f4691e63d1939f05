import { createHash, timingSafeEqual } from 'node:crypto';

/** identity-service knows a session by this alone. */
export const secretHash = (secret: string): string => createHash('sha256').update(secret).digest('hex');

/** What a page of ours must send back: it follows from the cookie's value, which no other site can read. */
export const csrfTokenOf = (secret: string): string =>
  createHash('sha256').update(`csrf:${secret}`).digest('base64url');

/** Compares without telling by its duration how much was right. */
export function isCsrfToken(presented: string | undefined, secret: string): boolean {
  const expected = Buffer.from(csrfTokenOf(secret));
  const actual = Buffer.from(presented ?? '');
  return actual.length === expected.length && timingSafeEqual(actual, expected);
}

/** Tells sessions apart, and tells nothing of the secret. */
const sessionMark = (secret: string): string => secretHash(secret).slice(0, 16);

/** 32 random bytes; anything else is no session of ours, and nobody need be asked. */
const SECRET = /^[A-Za-z0-9_-]{43}$/;
/** The longest that a session lasts, however busy it is; its owner ends it before where nobody uses it. */
const SESSION_SECONDS = 14 * 24 * 3600;
/** As long as a replica may be behind for writes; after that the cookie would only outlive an installation. */
const VERSION_SECONDS = 900;

function valueOf(header: string | undefined, name: string): string | null {
  for (const pair of (header ?? '').split(';')) {
    const separator = pair.indexOf('=');
    if (separator > 0 && pair.slice(0, separator).trim() === name) return pair.slice(separator + 1).trim();
  }
  return null;
}

/** The two cookies of the console: who is signed in, and which version of the policy the browser has seen. */
export class SessionCookies {
  private readonly session: string;
  private readonly version = 'spectacles-policy-version';
  private readonly attributes: string;

  /** The `__Host-` prefix binds the cookie to this very host (RFC 6265bis, 4.1.3.2); browsers take it over TLS only. */
  constructor(options: { readonly secure: boolean }) {
    this.session = options.secure ? '__Host-spectacles-session' : 'spectacles-session';
    this.attributes = `Path=/; HttpOnly; SameSite=Lax${options.secure ? '; Secure' : ''}`;
  }

  readSecret(header: string | undefined): string | null {
    const value = valueOf(header, this.session);
    return value !== null && SECRET.test(value) ? value : null;
  }

  /** Only what was seen in this session counts: cookies do not know ports, and another installation counts otherwise. */
  readVersion(header: string | undefined, secret: string): number | null {
    const [version = '', session] = valueOf(header, this.version)?.split('.') ?? [];
    return /^\d{1,15}$/.test(version) && session === sessionMark(secret) ? Number(version) : null;
  }

  /** Once for the whole session: written anew with every use, a late answer could put an old secret over a newer one. */
  writeSecret(secret: string): string {
    return `${this.session}=${secret}; Max-Age=${String(SESSION_SECONDS)}; ${this.attributes}`;
  }

  writeVersion(version: number, secret: string): string {
    return `${this.version}=${String(version)}.${sessionMark(secret)}; Max-Age=${String(VERSION_SECONDS)}; ${this.attributes}`;
  }

  clear(): string[] {
    return [this.session, this.version].map((name) => `${name}=; Max-Age=0; ${this.attributes}`);
  }
}
