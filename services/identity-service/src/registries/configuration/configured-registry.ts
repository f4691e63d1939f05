/** What a registry must be told to take our tokens. */
export interface ConfiguredRegistry {
  readonly name: string;
  readonly service: string;
  readonly issuer: string;
  readonly publicHost: string;
  readonly headerMode: 'x5c' | 'kid-libtrust' | 'kid-thumbprint';
  /** Where clients get tokens. Always written out: a realm guessed from request headers can be forged. */
  readonly realm: string;
  /** Where the public keys are to be had. */
  readonly bundleUrl: string;
  readonly jwksUrl: string;
}
