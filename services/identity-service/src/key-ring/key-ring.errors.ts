import { DomainError } from '@spectacles/platform';

/** Somebody else changed the ring meanwhile: read it again, then decide again. */
export class KeyRingChanged extends DomainError {
  readonly code = 'KEY_RING_CHANGED';
  readonly status = 409;
  constructor() {
    super('The key ring was changed after the version that these keys were made from.');
  }
}
