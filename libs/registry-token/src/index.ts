export type { HeaderMode, SigningAlgorithm } from './algorithm.js';
export { BatchSigner, type BatchSignerOptions, type OnSigned, type SigningResult } from './batch-signer.js';
export {
  type CertificateAuthority,
  type CertificateChainResult,
  type CertificateRequest,
  makeAuthorityCertificate,
  makeLeafCertificate,
  needsRenewal,
  notAfterOf,
  readCertificateChain,
  validityAt,
} from './certificate.js';
export {
  type AccessEntry,
  boundedLifetime,
  buildTokenClaims,
  MAXIMUM_LIFETIME_SECONDS,
  MINIMUM_LIFETIME_SECONDS,
  type TokenClaims,
  type TokenRequest,
} from './claims.js';
export {
  bundlePem,
  jsonWebKeySet,
  type JsonWebKeySet,
  type JwksKey,
  type PublishedKey,
  publicKeyPem,
  singleKeySet,
} from './key-bundle.js';
export { libtrustKeyId, thumbprintKeyId } from './key-id.js';
export { type EcPublicJwk, exportPublicJwk, type PublicJwk, type RsaPublicJwk, toPublicJwk } from './public-jwk.js';
export { MAXIMUM_TOKEN_BYTES, type SigningRequest } from './sign.js';
export {
  exportPrivateKey,
  generateSigningKey,
  importSigningKey,
  type KeyRefusal,
  type SigningKey,
  type SigningKeyResult,
} from './signing-key.js';
export { buildTokenHeader, encodeTokenHeader, type TokenHeader } from './token-header.js';
