import { isUtf8 } from 'node:buffer';

/** A user name and what was presented as its password. */
export interface Credentials {
  readonly username: string;
  readonly secret: string;
}

/** Who the caller says they are. `unacceptable` never becomes anybody, least of all anonymous. */
export type Presented =
  | { readonly kind: 'anonymous' }
  | { readonly kind: 'password'; readonly credentials: Credentials }
  | { readonly kind: 'unacceptable' };

const ANONYMOUS: Presented = { kind: 'anonymous' };
const UNACCEPTABLE: Presented = { kind: 'unacceptable' };

/** More than this is no password that anybody was given; it is refused before anything is hashed. */
const SECRET_MAX_BYTES = 1024;
const USERNAME_MAX = 255;

/**
 * What a pair of name and secret means. Both empty is how clients that run anonymously sign their requests. A secret
 * without a name is an identity token of some other server, tried as a password: it must not pass for anonymous.
 */
export function presentedBy(username: string, secret: string): Presented {
  if (username === '' && secret === '') return ANONYMOUS;
  if (username === '' || secret === '' || username.length > USERNAME_MAX) return UNACCEPTABLE;
  if (Buffer.byteLength(secret) > SECRET_MAX_BYTES) return UNACCEPTABLE;
  return { kind: 'password', credentials: { username, secret } };
}

const BASIC = /^[Bb][Aa][Ss][Ii][Cc] +[A-Za-z0-9+/]*={0,2}$/u;

/** Reads an `Authorization` header (RFC 7617): Basic, strictly UTF-8, split at the first colon. */
export function readAuthorization(header: string | undefined): Presented {
  if (header === undefined) return ANONYMOUS;
  if (!BASIC.test(header)) return UNACCEPTABLE;
  const bytes = Buffer.from(header.slice(header.lastIndexOf(' ') + 1), 'base64');
  const text = bytes.toString();
  // Whatever is no UTF-8 becomes this character; few have it in their password.
  if (text.includes('\uFFFD') && !isUtf8(bytes)) return UNACCEPTABLE;
  const colon = text.indexOf(':');
  return colon === -1 ? UNACCEPTABLE : presentedBy(text.slice(0, colon), text.slice(colon + 1));
}
