import { X509Certificate } from 'node:crypto';

import { compactVerify, decodeJwt, decodeProtectedHeader, importJWK, importX509, jwtVerify } from 'jose';
import { beforeAll, describe, expect, it } from 'vitest';

import { BatchSigner, type SigningResult } from './batch-signer.js';
import { makeAuthorityCertificate, makeLeafCertificate } from './certificate.js';
import { buildTokenClaims, type TokenClaims } from './claims.js';
import { jsonWebKeySet } from './key-bundle.js';
import { generateSigningKey, type SigningKey } from './signing-key.js';
import { buildTokenHeader, encodeTokenHeader } from './token-header.js';

const now = new Date();
const claims = (tokenId: string, repositories = 1): TokenClaims =>
  buildTokenClaims({
    issuer: 'Auth service',
    subject: 'zoë',
    service: 'reg-a',
    tokenId,
    now,
    lifetimeSeconds: 300,
    access: Array.from({ length: repositories }, (_, index) => ({
      type: 'repository',
      name: `a-namespace-of-length-30/app-${String(index)}`,
      actions: ['pull', 'push'],
    })),
  });
const tokenOf = (result: SigningResult): string => {
  if (!result.ok) throw new TypeError(`Refused: ${result.reason}`);
  return result.token;
};

describe.each(['ES256', 'RS256'] as const)('%s tokens', (algorithm) => {
  let key: SigningKey;
  let chain: X509Certificate[];
  const signer = new BatchSigner();

  beforeAll(async () => {
    const authorityKey = await generateSigningKey('ES256');
    key = await generateSigningKey(algorithm);
    const request = { commonName: 'signer', serialNumber: '1A', now };
    const authority = await makeAuthorityCertificate(authorityKey, request);
    chain = [
      new X509Certificate(await makeLeafCertificate(key, { key: authorityKey, certificate: authority }, request)),
    ];
  });

  it('with x5c are verified by the certificate in their header, and name the libtrust id beside it', async () => {
    const header = encodeTokenHeader(buildTokenHeader(key, 'x5c', chain));
    const token = tokenOf(await signer.sign({ key, header, claims: claims('one') }));
    const { x5c, kid, typ } = decodeProtectedHeader(token);
    expect([typ, kid, x5c?.length]).toEqual(['JWT', key.libtrustKeyId, 1]);
    const certificate = new X509Certificate(Buffer.from(x5c?.[0] ?? '', 'base64'));
    const verified = await jwtVerify(token, await importX509(certificate.toString(), algorithm), {
      issuer: 'Auth service',
      audience: 'reg-a',
      subject: 'zoë',
    });
    expect(verified.payload.jti).toBe('one');
  });

  it.each(['kid-libtrust', 'kid-thumbprint'] as const)('with %s are found in the key set by id alone', async (mode) => {
    const header = encodeTokenHeader(buildTokenHeader(key, mode, chain));
    const token = tokenOf(await signer.sign({ key, header, claims: claims('two') }));
    const { x5c, kid } = decodeProtectedHeader(token);
    expect(x5c).toBeUndefined();
    const publicJwk: Record<string, unknown> = { ...key.publicJwk };
    const set = jsonWebKeySet([{ role: 'leaf', algorithm, certificate: null, publicJwk }]);
    const listed = set.keys.find((one) => one.kid === kid);
    if (listed === undefined) throw new TypeError('The key set lacks the key id of the token');
    await expect(compactVerify(token, await importJWK({ ...listed }, algorithm))).resolves.toBeDefined();
  });

  it('fall back to the key id where a key has no certificate', () => {
    expect(buildTokenHeader(key, 'x5c')).toEqual({ typ: 'JWT', alg: algorithm, kid: key.libtrustKeyId });
  });

  it('SEC-D15 are refused before signing where the finished token would pass 6 KiB', async () => {
    const header = encodeTokenHeader(buildTokenHeader(key, 'x5c', chain));
    let largest = 0;
    let refused = 0;
    for (let repositories = 1; refused === 0; repositories += 1) {
      const result = await signer.sign({ key, header, claims: claims('three', repositories) });
      if (result.ok) largest = result.token.length;
      else refused = result.bytes;
    }
    expect(largest).toBeLessThanOrEqual(6144);
    expect(refused).toBeGreaterThan(6144);
    expect(refused - largest).toBeLessThan(200);
  });
});

describe('BatchSigner', () => {
  it('signs more than a batch, each token once and for its own claims', async () => {
    const key = await generateSigningKey('ES256');
    const header = encodeTokenHeader(buildTokenHeader(key, 'kid-libtrust'));
    const signer = new BatchSigner();
    const ids = Array.from({ length: 150 }, (_, index) => String(index));
    const tokens = await Promise.all(ids.map((id) => signer.sign({ key, header, claims: claims(id) })));
    const verified = await Promise.all(tokens.map((result) => jwtVerify(tokenOf(result), key.publicKey)));
    expect(verified.map(({ payload }) => payload.jti)).toEqual(ids);
  });

  it('lets other work of the event loop in between two batches', async () => {
    const key = await generateSigningKey('ES256');
    const signer = new BatchSigner();
    const order: string[] = [];
    const request = { key, header: 'e30', claims: claims('x') };
    const all = Array.from({ length: 65 }, async (_, index) => {
      await signer.sign(request);
      if (index === 0 || index === 64) order.push(`token ${String(index)}`);
    });
    const other = new Promise<void>((resolve) => {
      setImmediate(() => {
        order.push('other work');
        resolve();
      });
    });
    await Promise.all([...all, other]);
    expect(order).toEqual(['token 0', 'other work', 'token 64']);
  });

  it.each(['ES256', 'RS256'] as const)('fails one %s request alone when its key cannot sign', async (algorithm) => {
    const good = await generateSigningKey(algorithm);
    const signer = new BatchSigner();
    const bad = { ...good, privateKey: good.publicKey };
    const results = await Promise.allSettled([
      signer.sign({ key: bad, header: 'e30', claims: claims('bad') }),
      signer.sign({ key: good, header: 'e30', claims: claims('good') }),
    ]);
    expect(results.map((result) => result.status)).toEqual(['rejected', 'fulfilled']);
  });
});

describe.each(['ES256', 'RS256'] as const)('around a batch of %s', (algorithm) => {
  let key: SigningKey;
  let header: string;
  beforeAll(async () => {
    key = await generateSigningKey(algorithm);
    header = encodeTokenHeader(buildTokenHeader(key, 'kid-libtrust'));
  });

  it('tells of each token when it is signed, and of all before anybody is answered', async () => {
    const events: string[] = [];
    const signer = new BatchSigner({ beforeAnswers: () => void events.push('written') });
    const answers = ['a', 'b'].map(async (id) => {
      const result = await signer.sign({ key, header, claims: claims(id) }, (token) => {
        events.push(`signed ${String(decodeJwt(token).jti)}`);
      });
      events.push(`answered ${String(decodeJwt(tokenOf(result)).jti)}`);
    });
    await Promise.all(answers);
    for (const id of ['a', 'b']) {
      const [signed, answered] = [events.indexOf(`signed ${id}`), events.indexOf(`answered ${id}`)];
      expect(events.slice(signed, answered)).toContain('written');
    }
    if (algorithm === 'ES256') {
      expect(events).toEqual(['signed a', 'signed b', 'written', 'answered a', 'answered b']);
    }
  });

  it('gives no token that could not be noted, and the others all the same', async () => {
    const signer = new BatchSigner();
    const refused = signer.sign({ key, header, claims: claims('a') }, () => {
      throw new Error('not noted');
    });
    const given = signer.sign({ key, header, claims: claims('b') });
    await expect(refused).rejects.toThrow('not noted');
    expect(decodeJwt(tokenOf(await given)).jti).toBe('b');
  });
});
