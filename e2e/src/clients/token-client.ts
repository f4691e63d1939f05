import { z } from 'zod';

const TokenAnswer = z.object({
  token: z.string(),
  access_token: z.string(),
  expires_in: z.number(),
  issued_at: z.string(),
  refresh_token: z.string().optional(),
});
const Claims = z.object({
  iss: z.string(),
  sub: z.string(),
  aud: z.string(),
  jti: z.string(),
  iat: z.number(),
  nbf: z.number(),
  exp: z.number(),
  access: z.array(z.object({ type: z.string(), name: z.string(), actions: z.array(z.string()) })),
});
type Claims = z.output<typeof Claims>;

export interface TokenRequest {
  readonly service?: string | readonly string[];
  readonly scopes?: readonly string[];
  readonly user?: string;
  readonly password?: string;
  readonly query?: Readonly<Record<string, string>>;
  readonly path?: string;
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface TokenResult {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** Of a token that was given; `access` reads as `repository:team/app` → sorted actions. */
  readonly token: string | null;
  readonly claims: Claims | null;
  readonly refreshToken: string | null;
  readonly access: Readonly<Record<string, readonly string[]>>;
}

export function basic(user: string, password: string): string {
  return `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;
}

/** The middle part of a compact JWS, without any check: what the product says, not whether it may. */
function decodePart(token: string, index: 0 | 1): unknown {
  return JSON.parse(Buffer.from(token.split('.')[index] ?? '', 'base64url').toString('utf8'));
}

async function readResult(response: Response): Promise<TokenResult> {
  const text = await response.text();
  const base = { status: response.status, headers: response.headers, text };
  if (response.status !== 200) return { ...base, token: null, claims: null, refreshToken: null, access: {} };
  const { token, refresh_token: refreshToken = null } = TokenAnswer.parse(JSON.parse(text));
  const claims = Claims.parse(decodePart(token, 1));
  const entries = claims.access.map(({ type, name, actions }) => [`${type}:${name}`, [...actions].sort()] as const);
  return { ...base, token, claims, refreshToken, access: Object.fromEntries(entries) };
}

/** GET at the token door, as docker, podman and skopeo ask. */
export async function requestToken(url: string, request: TokenRequest): Promise<TokenResult> {
  const search = new URLSearchParams(request.query);
  for (const service of [request.service ?? []].flat()) search.append('service', service);
  for (const scope of request.scopes ?? []) search.append('scope', scope);
  const response = await fetch(`${url}${request.path ?? '/token'}?${search.toString()}`, {
    method: request.method ?? 'GET',
    redirect: 'manual',
    headers: {
      ...(request.user === undefined ? {} : { authorization: basic(request.user, request.password ?? '') }),
      ...request.headers,
    },
  });
  return readResult(response);
}

/** The OAuth2 form, as containerd and buildkit post it. */
export async function postTokenForm(
  url: string,
  form: readonly (readonly [string, string])[],
  headers: Readonly<Record<string, string>> = {},
): Promise<TokenResult> {
  const body = new URLSearchParams(form.map(([name, value]) => [name, value]));
  return readResult(await fetch(`${url}/token`, { method: 'POST', redirect: 'manual', body, headers }));
}
