import * as z from 'zod';

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
export type RouteOwner = 'gateway' | 'identity' | 'catalog' | 'sync';

/** A route of the console API: one constant for the gateway, its owner, OpenAPI and the console. */
export interface ConsoleRoute<
  Params extends z.ZodType = z.ZodType,
  Query extends z.ZodType = z.ZodType,
  Body extends z.ZodType = z.ZodType,
  Reply extends z.ZodType = z.ZodType,
> {
  readonly operationId: string;
  readonly method: Method;
  /** Below /api/v1, parameters in braces: `/users/{id}`. */
  readonly path: string;
  readonly summary: string;
  readonly tag: string;
  readonly owner: RouteOwner;
  /** Who may call at all; what may be done to the object is the owner's decision. */
  readonly access: 'public' | 'signed-in' | 'administrator';
  readonly params: Params;
  readonly query: Query;
  readonly body: Body;
  readonly reply: Reply;
  /** The status of success. */
  readonly status: 200 | 201 | 202 | 204;
  /** Media type of an answer that is not JSON. */
  readonly produces: string | null;
  /** Media type of a body that is text and not JSON. */
  readonly consumes: string | null;
  /** Stable codes a caller may meet beside the general ones. */
  readonly errors: readonly string[];
  readonly timeoutMs: number;
}

/** Console subjects are `<owner>.v1.console.<operationId>`: one wildcard names them all for the bus' permissions. */
export function consoleSubject(route: Pick<ConsoleRoute, 'owner' | 'operationId'>): string {
  return `${route.owner}.v1.console.${route.operationId}`;
}

const Nothing = z.strictObject({});
type Nothing = typeof Nothing;
/** The body of a route that takes none, and the reply of one that gives none. */
const NoContent = z.undefined();
type NoContent = typeof NoContent;

interface RouteInput<P, Q, B, R> {
  readonly operationId: string;
  readonly method: Method;
  readonly path: string;
  readonly summary: string;
  readonly tag: string;
  readonly owner: RouteOwner;
  readonly access?: ConsoleRoute['access'];
  readonly params?: P;
  readonly query?: Q;
  readonly body?: B;
  readonly reply?: R;
  readonly status?: ConsoleRoute['status'];
  readonly produces?: string;
  readonly consumes?: string;
  readonly errors?: readonly string[];
  readonly timeoutMs?: number;
}

/** Declares a route; without more words it is for signed-in callers, answers 200 (204 without a reply) within 5 s. */
export function defineRoute<
  P extends z.ZodType = Nothing,
  Q extends z.ZodType = Nothing,
  B extends z.ZodType = NoContent,
  R extends z.ZodType = NoContent,
>(input: RouteInput<P, Q, B, R>): ConsoleRoute<P, Q, B, R> {
  return {
    operationId: input.operationId,
    method: input.method,
    path: input.path,
    summary: input.summary,
    tag: input.tag,
    owner: input.owner,
    access: input.access ?? 'signed-in',
    params: (input.params ?? Nothing) as P,
    query: (input.query ?? Nothing) as Q,
    body: (input.body ?? NoContent) as B,
    reply: (input.reply ?? NoContent) as R,
    status: input.status ?? (input.reply === undefined ? 204 : 200),
    produces: input.produces ?? null,
    consumes: input.consumes ?? null,
    errors: input.errors ?? [],
    timeoutMs: input.timeoutMs ?? 5000,
  };
}
