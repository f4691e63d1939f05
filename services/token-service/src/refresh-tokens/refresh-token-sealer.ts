import { SealBroken, secretBody, secretPrefix, type Sealer, withChecksum } from '@spectacles/platform';
import { z } from 'zod';

const PURPOSE = 'refresh-token';
/** Ours are shorter by far; longer text is not even looked at. */
const MAXIMUM_CHARACTERS = 2048;

/** What a refresh token says. Nothing of it is stored anywhere else. */
const RefreshTokenContents = z.strictObject({
  id: z.uuid(),
  subject: z.strictObject({ kind: z.enum(['user', 'robot']), id: z.uuid() }),
  /** The token or the robot's secret that it was made with; null: a password. */
  credentialId: z.uuid().nullable(),
  registryId: z.uuid(),
  /** The number of the policy when it was made. */
  policyVersion: z.int().nonnegative(),
  /** Milliseconds of the epoch. */
  expiresAt: z.int().positive(),
});
export type RefreshTokenContents = z.output<typeof RefreshTokenContents>;

/** Makes and opens refresh tokens; the sealed text is all there is of one. */
export class RefreshTokenSealer {
  constructor(private readonly sealer: Sealer) {}

  seal(contents: RefreshTokenContents): string {
    return withChecksum(`spf_${this.sealer.seal(PURPOSE, '', JSON.stringify(contents))}`);
  }

  /** Null for whatever was not made here, or was changed since: nothing in it is believed before. */
  open(token: string): RefreshTokenContents | null {
    if (token.length > MAXIMUM_CHARACTERS || secretPrefix(token) !== 'spf_') return null;
    try {
      return RefreshTokenContents.parse(JSON.parse(this.sealer.open(PURPOSE, '', secretBody(token)).toString()));
    } catch (error) {
      if (error instanceof SealBroken) return null;
      throw error;
    }
  }
}
