import type { Clock } from '@spectacles/platform';

import type { DecidedScope, Decision, DecisionInstance } from './decision.js';
import type { DecisionSpool } from './decision-spool.js';
import { RecordIds } from './record-ids.js';

const COUNTED_MS = 10_000;
const TICK_MS = 1000;
/** More different ones at a time are each written as they are. */
const MAXIMUM_KINDS = 20_000;
/** Longer, and it would fit no page of the spool: then the reasons are left out. */
const MAXIMUM_CHARACTERS = 150_000;

/** A decision that is about to be answered: its record is prepared while the policy is still the one that decided. */
export interface PreparedDecision {
  /** Everything but what is each one's own, as JSON without its braces. */
  readonly body: string;
  readonly since: number;
  written: boolean;
  count: number;
  latest: DecisionInstance | null;
}

const NOTHING_TO_WAIT_FOR = Promise.resolve();

const cut = (text: string, length: number): string => (text.length > length ? text.slice(0, length) : text);

function keyOf(decision: Decision): string {
  const { outcome, refusal, subject, credential, refreshTokenId, address, userAgent, registryId, service } = decision;
  const who = `${subject.kind}\n${subject.id ?? subject.name}\n${credential.kind}\n${credential.id ?? ''}`;
  const where = `${address}\n${userAgent}\n${registryId ?? service}\n${refreshTokenId ?? ''}`;
  return `${who}\n${where}\n${outcome}\n${refusal ?? ''}\n${String(decision.policyVersion)}\n${decision.asked.join(' ')}`;
}

function bodyOf(decision: Decision, scopes: readonly DecidedScope[]): string {
  const text = textOf(decision, scopes);
  if (text.length <= MAXIMUM_CHARACTERS) return text;
  return textOf(
    decision,
    scopes.map((scope) => ({ ...scope, because: [] })),
  );
}

function textOf(decision: Decision, scopes: readonly DecidedScope[]): string {
  const { subject, address, userAgent, service, asked: _asked, ...rest } = decision;
  const text = JSON.stringify({
    ...rest,
    subject: { ...subject, name: cut(subject.name, 255) },
    address: cut(address, 64),
    userAgent: cut(userAgent, 512),
    service: cut(service, 255),
    scopes,
  });
  return text.slice(1, -1);
}

/**
 * Writes decisions down before they are answered. The first of several that are alike is written at once, those of the
 * following ten seconds are counted, and each second a record tells how many.
 */
export class DecisionRecorder {
  private readonly ids = new RecordIds();
  private readonly kinds = new Map<string, PreparedDecision>();
  private timer: NodeJS.Timeout | null = null;

  constructor(
    private readonly spool: Pick<DecisionSpool, 'write'>,
    private readonly clock: Clock,
  ) {}

  start(): void {
    this.timer = setInterval(() => {
      this.tellCounts();
    }, TICK_MS);
    this.timer.unref();
  }

  /** Writes what was counted, and ends. */
  stop(): void {
    if (this.timer !== null) clearInterval(this.timer);
    this.tellCounts();
  }

  /** Takes a decision in; why it is as it is, is asked for only where a record of its own is written. */
  prepare(decision: Decision, scopes: () => readonly DecidedScope[]): PreparedDecision {
    const key = keyOf(decision);
    const now = this.clock.now().getTime();
    const known = this.kinds.get(key);
    if (known !== undefined && now - known.since < COUNTED_MS) return known;
    if (known !== undefined) this.tellCount(known);
    const prepared = { body: bodyOf(decision, scopes()), since: now, written: false, count: 0, latest: null };
    // What is renewed goes to the end: the first of the map began first.
    this.kinds.delete(key);
    if (this.kinds.size < MAXIMUM_KINDS) this.kinds.set(key, prepared);
    return prepared;
  }

  /** Resolves when the decision may be answered. */
  record(prepared: PreparedDecision, instance: DecisionInstance): Promise<void> {
    if (prepared.written) {
      prepared.count += 1;
      prepared.latest = instance;
      return NOTHING_TO_WAIT_FOR;
    }
    prepared.written = true;
    return this.write(prepared.body, instance, 1);
  }

  /** Writes how many came since the last time, and forgets those whose time is over. */
  tellCounts(): void {
    const now = this.clock.now().getTime();
    for (const [key, prepared] of this.kinds) {
      this.tellCount(prepared);
      if (now - prepared.since >= COUNTED_MS) this.kinds.delete(key);
    }
  }

  private tellCount(prepared: PreparedDecision): void {
    const { body, count, latest } = prepared;
    if (count === 0 || latest === null) return;
    prepared.count = 0;
    void this.write(body, latest, count);
  }

  private write(body: string, { requestId, tokenId, expiresAt }: DecisionInstance, count: number): Promise<void> {
    const now = this.clock.now();
    const own = JSON.stringify({
      kind: 'decision',
      id: this.ids.next(now.getTime()),
      at: now.toISOString(),
      requestId,
      tokenId,
      expiresAt: expiresAt === null ? null : new Date(expiresAt).toISOString(),
      count,
    });
    return this.spool.write(`${own.slice(0, -1)},${body}}`);
  }
}
