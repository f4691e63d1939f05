import { Problem } from '@spectacles/contracts';
import { request } from 'undici';
import { csrfTokenOf, SessionCookies } from '../sessions/session-cookies.js';

export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly text: string;
  json(): unknown;
  problem(): Problem;
  /** The `Set-Cookie` lines. */
  readonly cookies: readonly string[];
}

export interface Question {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** An object goes as JSON, a string as it is. */
  readonly body?: object | string;
}

/** One request with exactly these headers, those that a browser would not let a page set included. */
export async function ask(url: string, question: Question = {}): Promise<Answer> {
  const { method = 'GET', body } = question;
  const json = typeof body === 'object';
  const headers = { ...(json ? { 'content-type': 'application/json' } : {}), ...question.headers };
  const text = body === undefined ? null : json ? JSON.stringify(body) : body;
  const answer = await request(url, { method, headers, body: text });
  const received = await answer.body.text();
  return {
    status: answer.statusCode,
    headers: answer.headers,
    text: received,
    json: () => JSON.parse(received) as unknown,
    problem: () => Problem.parse(JSON.parse(received)),
    cookies: [answer.headers['set-cookie'] ?? []].flat(),
  };
}

/** The headers of a signed-in page. */
export const asPage = (secret: string): Record<string, string> => ({
  cookie: `spectacles-session=${secret}`,
  'x-csrf-token': csrfTokenOf(secret),
});

/** The cookie that carries a version which this session has seen. */
export const versionCookie = (version: number, secret: string): string =>
  new SessionCookies({ secure: false }).writeVersion(version, secret).split(';', 1)[0] ?? '';
