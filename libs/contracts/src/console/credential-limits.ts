import * as z from 'zod';
import { AddressRange, CredentialScope } from '../primitives.js';

/** What people call a token. */
export const CredentialName = z.string().trim().min(1).max(100);
/** null: all that the owner may. */
export const CredentialScopes = z.array(CredentialScope).min(1).max(100).nullable();
/** Empty: from anywhere. */
export const CredentialRanges = z.array(AddressRange).max(50);
/** Codes of limits that cannot be set. */
export const limitErrors = ['PATTERN_INVALID', 'ADDRESS_RANGE_INVALID', 'EXPIRY_TOO_LATE', 'EXPIRY_PASSED'];
