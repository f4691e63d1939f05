import { Writable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { createLogger } from './logger.js';
import { redactText } from './redaction.js';
import { withRequestId } from './request-context.js';

function logging(level = 'info') {
  const lines: string[] = [];
  const destination = new Writable({
    write(chunk: Buffer, _encoding, done) {
      lines.push(chunk.toString());
      done();
    },
  });
  return { logger: createLogger({ service: 'test', level, destination }), lines };
}

const JWT = `eyJhbGciOiJFUzI1NiJ9.${'a'.repeat(40)}.${'b'.repeat(40)}`;
const SECRET = 'hunter2-hunter2';

describe('logger', () => {
  it('writes one JSON line with service, level, time and request id', () => {
    const { logger, lines } = logging();
    withRequestId('req-1', () => {
      logger.info({ n: 1 }, 'hello');
    });
    expect(lines.map((line) => JSON.parse(line) as unknown)).toEqual([
      expect.objectContaining({ service: 'test', level: 'info', requestId: 'req-1', n: 1, msg: 'hello' }),
    ]);
    expect(lines[0]?.endsWith('\n')).toBe(true);
  });

  it.each([
    ['a field', { password: SECRET }],
    ['a nested field', { body: { user: { password: SECRET } } }],
    ['a header', { req: { headers: { authorization: `Basic ${SECRET}`, cookie: SECRET } } }],
    ['a header with a dash', { headers: { 'x-csrf-token': SECRET, 'set-cookie': SECRET } }],
    ['an answer', { reply: { token: SECRET, access_token: SECRET } }],
    ['a URL', { url: `/token?service=x&password=${SECRET}&scope=y` }],
    ['an error', { err: new Error(`connect mysql://root:${SECRET}@db/x failed`) }],
    ['the cause of an error', { err: new Error('a', { cause: new Error(`Bearer ${SECRET}`) }) }],
  ])('SEC-D17 never prints the secret in %s', (_name, fields) => {
    const { logger, lines } = logging();
    logger.info(fields, 'something');
    expect(lines).toHaveLength(1);
    expect(lines[0]).not.toContain(SECRET);
  });

  it('SEC-D17 never prints a secret in a message', () => {
    const { logger, lines } = logging();
    logger.info(`GET /token?refresh_token=${SECRET} Authorization: Basic ${SECRET} ${JWT}`);
    expect(lines[0]).not.toContain(SECRET);
    expect(lines[0]).not.toContain(JWT);
  });
});

describe('redaction of text', () => {
  it.each([
    [`https://u:${SECRET}@host/x`, 'https://[redacted]@host/x'],
    [`a=b&password=${SECRET}&c=d`, 'a=b&password=[redacted]&c=d'],
    [`token ${JWT} here`, 'token [redacted] here'],
    [
      'nothing secret at http://host:5050/x?scope=repository:a:pull',
      'nothing secret at http://host:5050/x?scope=repository:a:pull',
    ],
  ])('%s', (text, expected) => {
    expect(redactText(text)).toBe(expected);
  });
});
