import { CredentialScope } from '@spectacles/contracts';
import { z } from 'zod';

const Scopes = z.array(CredentialScope);
const Texts = z.array(z.string());

/** Scopes and address ranges as JSON text: the JSON type of MySQL would reorder keys. */
export const jsonColumns = {
  write: (value: unknown): string => JSON.stringify(value),
  scopes: (text: string | null): CredentialScope[] | null => (text === null ? null : Scopes.parse(JSON.parse(text))),
  texts: (text: string): string[] => Texts.parse(JSON.parse(text)),
};
