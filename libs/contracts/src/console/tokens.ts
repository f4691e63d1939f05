import * as z from 'zod';
import { CredentialUse } from '../messages/decisions.js';
import { CredentialScope, Id, Timestamp } from '../primitives.js';
import { CredentialName, CredentialRanges, CredentialScopes, limitErrors } from './credential-limits.js';
import { ListQuery, pageOf } from './list.js';
import { defineRoute } from './route.js';

export const TokenView = z
  .strictObject({
    id: Id,
    name: z.string(),
    /** null: all that its owner may. */
    scopes: z.array(CredentialScope).nullable(),
    expiresAt: Timestamp.nullable(),
    addressRanges: z.array(z.string()),
    createdAt: Timestamp,
    /** As the token log saw it; null: never, or the log is not to be had now. */
    lastUsed: CredentialUse.nullable(),
  })
  .meta({ id: 'Token' });
export type TokenView = z.output<typeof TokenView>;
/** The only answer that ever holds the secret. */
export const IssuedTokenView = TokenView.extend({ secret: z.string() }).meta({ id: 'IssuedToken' });
export type IssuedTokenView = z.output<typeof IssuedTokenView>;
export const NewToken = z
  .strictObject({
    name: CredentialName,
    scopes: CredentialScopes.optional(),
    /** Without it after the default number of days; null only where the settings allow tokens without an end. */
    expiresAt: Timestamp.nullable().optional(),
    addressRanges: CredentialRanges.optional(),
  })
  .meta({ id: 'NewToken' });
export type NewToken = z.output<typeof NewToken>;

const ById = z.strictObject({ id: Id });
const ByToken = z.strictObject({ id: Id, tokenId: Id });
const tag = 'Credentials';
const owner = 'identity';

export const listTokens = defineRoute({
  operationId: 'listTokens',
  method: 'GET',
  path: '/me/tokens',
  tag,
  owner,
  summary: 'Own tokens, newest first.',
  query: ListQuery,
  reply: pageOf(TokenView),
});
export const createToken = defineRoute({
  operationId: 'createToken',
  method: 'POST',
  path: '/me/tokens',
  tag,
  owner,
  status: 201,
  summary: 'Make a token; the secret is in this answer and nowhere else.',
  body: NewToken,
  reply: IssuedTokenView,
  errors: ['TOO_MANY_TOKENS', ...limitErrors],
});
export const readToken = defineRoute({
  operationId: 'readToken',
  method: 'GET',
  path: '/me/tokens/{id}',
  tag,
  owner,
  summary: 'One own token.',
  params: ById,
  reply: TokenView,
});
export const revokeToken = defineRoute({
  operationId: 'revokeToken',
  method: 'DELETE',
  path: '/me/tokens/{id}',
  tag,
  owner,
  summary: 'Revoke an own token, and the refresh tokens made with it.',
  params: ById,
});
export const listUserTokens = defineRoute({
  operationId: 'listUserTokens',
  method: 'GET',
  path: '/users/{id}/tokens',
  tag,
  owner,
  access: 'administrator',
  summary: 'Tokens of a user.',
  params: ById,
  query: ListQuery,
  reply: pageOf(TokenView),
});
export const revokeUserToken = defineRoute({
  operationId: 'revokeUserToken',
  method: 'DELETE',
  path: '/users/{id}/tokens/{tokenId}',
  tag,
  owner,
  access: 'administrator',
  summary: 'Revoke a token of a user.',
  params: ByToken,
});

export const tokenRoutes = [listTokens, createToken, readToken, revokeToken, listUserTokens, revokeUserToken] as const;
