import type { SigningKeyState } from '@spectacles/access-control';

/** The signature algorithms every supported registry verifies: P-256 with SHA-256, and RSA PKCS #1 with SHA-256. */
export type SigningAlgorithm = SigningKeyState['algorithm'];

export type { HeaderMode } from '@spectacles/access-control';
