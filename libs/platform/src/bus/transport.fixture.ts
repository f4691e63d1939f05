import { Controller, Module } from '@nestjs/common';
import { defineEvent, defineRequest, defineRoute } from '@spectacles/contracts';
import { z } from 'zod';
import { DomainError } from '../errors/domain-error.js';
import { NotAllowed } from '../errors/general-errors.js';
import { currentRequestId } from '../logging/request-context.js';
import type { OpenConsoleCall } from '../messages/console-call.js';
import { HandleConsole, HandleEvent, HandleRequest } from '../messages/handlers.js';
import { answer } from '../messages/replies.js';

const text = z.strictObject({ text: z.string() });
const request = (verb: string, timeoutMs = 2000) =>
  defineRequest({ subject: `identity.v1.test.${verb}`, summary: verb, request: text, reply: text, timeoutMs });
export const Echo = request('echo');
export const Refuse = request('refuse');
export const Crash = request('crash');
export const Slow = request('slow', 5000);
export const Hang = request('hang', 50);
export const Nobody = request('nobody');
export const WhoAnswered = request('who-answered');
export const RequestIdSeen = request('request-id');
export const WrongReply = request('wrong-reply');
export const Rang = defineEvent({
  subject: 'identity.v1.test.rang',
  summary: 'rang',
  payload: z.strictObject({ n: z.int() }),
});
export const route = defineRoute({
  operationId: 'changeThing',
  method: 'PATCH',
  path: '/things/{id}',
  tag: 'test',
  owner: 'identity',
  summary: 'test',
  params: z.strictObject({ id: z.uuid() }),
  query: z.strictObject({ limit: z.coerce.number().default(7) }),
  body: z.strictObject({ name: z.string().min(2) }),
  reply: z.strictObject({ name: z.string(), limit: z.number() }),
});

export const USER = '0199a7c0-7a70-7a70-8a70-000000000001';

class ThingBroken extends DomainError {
  readonly code = 'THING_BROKEN';
  readonly status = 409;
  override readonly errors = [{ pointer: '/text', code: 'broken', message: 'It is broken.' }];
  override readonly retryAfterSeconds = 3;
}

/** One instance of a service; the gate holds its slow handler until the test opens it. */
export function instance(name: string) {
  const heard: number[] = [];
  const gate = { open: (): void => undefined, entered: false };
  const opened = new Promise<void>((resolve) => {
    gate.open = resolve;
  });

  @Controller()
  class TestController {
    @HandleRequest(Echo)
    echo(payload: { text: string }) {
      return payload;
    }
    @HandleRequest(Refuse)
    refuse(): Promise<{ text: string }> {
      throw new ThingBroken('The thing is broken.');
    }
    @HandleRequest(Crash)
    crash(): Promise<{ text: string }> {
      return Promise.reject(new Error('secret detail'));
    }
    @HandleRequest(Slow)
    async slow(payload: { text: string }) {
      gate.entered = true;
      await opened;
      return payload;
    }
    @HandleRequest(Hang)
    async hang(payload: { text: string }) {
      await opened;
      return payload;
    }
    @HandleRequest(WhoAnswered)
    whoAnswered() {
      return { text: name };
    }
    @HandleRequest(RequestIdSeen)
    requestId() {
      return { text: currentRequestId() ?? '' };
    }
    @HandleRequest(WrongReply)
    wrongReply() {
      return JSON.parse('{"text":"a","more":1}') as { text: string };
    }
    @HandleEvent(Rang)
    rang(payload: { n: number }) {
      heard.push(payload.n);
    }
    @HandleConsole(route)
    change(call: OpenConsoleCall<typeof route>) {
      if (call.caller.kind === 'anonymous') throw new NotAllowed();
      return answer({ name: call.body().name, limit: call.query.limit }, { policyVersion: 5, version: 2 });
    }
  }

  @Module({ controllers: [TestController] })
  class TestModule {}
  return { module: TestModule, heard, gate };
}
