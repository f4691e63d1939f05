import { secretPrefix } from '@spectacles/platform';

/** A secret of ours as a request presents it. */
export interface PresentedCredential {
  readonly secret: string;
  /** The name beside it (Basic); null with Bearer. */
  readonly name: string | null;
}

const NAME_CHARACTERS = 320;

/**
 * The token or robot's secret in an `Authorization` header; null for everything else: a registry's token, a refresh
 * token, a password. A mistyped secret is known by its checksum, so that nobody need be asked about it.
 */
export function credentialIn(authorization: string): PresentedCredential | null {
  const [, scheme = '', value = ''] = /^(\w+) +(\S+)$/.exec(authorization) ?? [];
  switch (scheme.toLowerCase()) {
    case 'bearer':
      return isOurs(value) ? { secret: value, name: null } : null;
    case 'basic':
      return basicCredential(value);
    default:
      return null;
  }
}

/** RFC 7617, 2: the name ends at the first colon. */
function basicCredential(value: string): PresentedCredential | null {
  const text = Buffer.from(value, 'base64').toString('utf8');
  const colon = text.indexOf(':');
  if (colon === -1 || colon > NAME_CHARACTERS) return null;
  const secret = text.slice(colon + 1);
  return isOurs(secret) ? { secret, name: text.slice(0, colon) } : null;
}

/** A refresh token is for the token endpoint alone, whatever somebody sends it as. */
function isOurs(text: string): boolean {
  const prefix = secretPrefix(text);
  return prefix === 'spt_' || prefix === 'spr_';
}
