import { randomBytes, X509Certificate } from 'node:crypto';
import {
  BatchSigner,
  buildTokenClaims,
  buildTokenHeader,
  encodeTokenHeader,
  generateSigningKey,
  makeAuthorityCertificate,
  makeLeafCertificate,
  type AccessEntry,
  type SigningKey,
} from '@spectacles/registry-token';
import type { TokenScope } from '@spectacles/registry-client';

/** A key that registries can be told to trust, and tokens signed with it. */
export class TokenIssuer {
  private readonly signer = new BatchSigner();

  private constructor(
    private readonly key: SigningKey,
    private readonly leaf: string,
    /** PEM: what `rootcertbundle` of a registry wants. */
    readonly bundle: string,
  ) {}

  static async make(): Promise<TokenIssuer> {
    const now = new Date();
    const request = (commonName: string) => ({ commonName, serialNumber: randomBytes(8).toString('hex'), now });
    const authorityKey = await generateSigningKey('ES256');
    const certificate = await makeAuthorityCertificate(authorityKey, request('test authority'));
    const key = await generateSigningKey('ES256');
    const leaf = await makeLeafCertificate(key, { key: authorityKey, certificate }, request('test key'));
    return new TokenIssuer(key, leaf, certificate);
  }

  async sign(audience: { readonly issuer: string; readonly service: string }, access: readonly AccessEntry[]) {
    const claims = buildTokenClaims({
      ...audience,
      subject: ':sync',
      tokenId: randomBytes(16).toString('base64url'),
      now: new Date(),
      lifetimeSeconds: 300,
      access,
    });
    const header = encodeTokenHeader(buildTokenHeader(this.key, 'x5c', [new X509Certificate(this.leaf)]));
    const signed = await this.signer.sign({ key: this.key, header, claims });
    if (!signed.ok) throw new Error(signed.reason);
    return { token: signed.token, expiresAt: new Date(claims.exp * 1000).toISOString() };
  }
}

/** What a scope becomes in a token for Distribution. */
export function accessOf(scope: TokenScope): readonly AccessEntry[] {
  switch (scope.kind) {
    case 'ping':
      return [];
    case 'catalog':
      return [{ type: 'registry', name: 'catalog', actions: ['*'] }];
    case 'pull':
      return [{ type: 'repository', name: scope.repository, actions: ['pull'] }];
  }
}
