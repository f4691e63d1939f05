import type { Clock } from '@spectacles/platform';

import type { DecidedScope, Decision, DecisionInstance } from './decision.js';
import type { DecisionSpool } from './decision-spool.js';
import { RecordIds } from './record-ids.js';
import { decisionText, InstanceText } from './record-text.js';

const COUNTED_MS = 10_000;
const TICK_MS = 100;
/** A count is told a second after what it counts began. */
const TICKS_OF_A_COUNT = 10;
/** Whose time is over is forgotten in portions, so that no token waits for all of them. */
const FORGOTTEN_AT_ONCE = 500;
/** More different ones at a time are each written as they are. */
const MAXIMUM_KINDS = 20_000;
/** What their texts may hold together: strangers write some of it, and long ones would fill the memory. */
const MAXIMUM_CHARACTERS = 33_554_432;

/** A decision that is about to be answered: its record is prepared while the policy is still the one that decided. */
export interface PreparedDecision {
  /** Everything but what is each one's own, as the end of a line of JSON; null once written, unless it comes again. */
  body: Buffer | null;
  readonly since: number;
  /** Of its key and its text. */
  readonly characters: number;
  written: boolean;
  /** Whether more than one was prepared: those that follow the first are counted. */
  repeated: boolean;
  /** Whether nobody tells its count any more: what is noted from then on is written by itself. */
  over: boolean;
  count: number;
  latest: DecisionInstance | null;
}

/** Equal for decisions that are alike. Short, for it is made for each token; what follows from the rest is not in it. */
function keyOf(decision: Decision): string {
  const { outcome, refusal, subject, credential, refreshTokenId, address, userAgent, service } = decision;
  // Whoever is given something with a credential is its owner; who was refused only said so.
  const isOwner = refusal === null && credential.id !== null;
  const who = isOwner ? credential.id : `${subject.id ?? subject.name}\n${credential.kind}\n${credential.id ?? ''}`;
  const where = `${address}\n${userAgent}\n${service}\n${refreshTokenId ?? ''}`;
  return `${who}\n${where}\n${outcome}\n${refusal ?? ''}\n${String(decision.policyVersion)}\n${decision.asked.join(' ')}`;
}

/**
 * Writes decisions down before they are answered. The first of several that are alike is written at once, those of the
 * following ten seconds are counted, and each second a record tells how many.
 */
export class DecisionRecorder {
  private readonly ids = new RecordIds();
  private readonly text = new InstanceText();
  private readonly kinds = new Map<string, PreparedDecision>();
  /** What began to be counted, by the tick in which it did; the first are the oldest. */
  private counted: PreparedDecision[][] = Array.from({ length: TICKS_OF_A_COUNT }, () => []);
  private characters = 0;
  private timer: NodeJS.Timeout | null = null;

  constructor(
    private readonly spool: Pick<DecisionSpool, 'write' | 'flush'>,
    private readonly clock: Clock,
  ) {}

  start(): void {
    this.timer = setInterval(() => {
      this.tick();
    }, TICK_MS);
    this.timer.unref();
  }

  /** Writes what was counted, and ends. */
  stop(): void {
    if (this.timer !== null) clearInterval(this.timer);
    this.tellCounts();
  }

  /**
   * Takes a decision in; why it is as it is, is asked for only where it will be written. The text of what was written once
   * is not kept: of most decisions there is but one.
   */
  prepare(decision: Decision, scopes: () => readonly DecidedScope[]): PreparedDecision {
    const key = keyOf(decision);
    const now = this.clock.now().getTime();
    const known = this.kinds.get(key);
    if (known !== undefined && now - known.since < COUNTED_MS) {
      known.repeated = true;
      known.body ??= Buffer.from(decisionText(decision, scopes()));
      return known;
    }
    // What is renewed goes to the end: the first of the map began first.
    if (known !== undefined) this.end(key, known);
    const body = Buffer.from(decisionText(decision, scopes()));
    const characters = key.length + body.length;
    const unused = { written: false, repeated: false, over: false, count: 0, latest: null };
    const prepared = { body, since: now, characters, ...unused };
    if (this.kinds.size < MAXIMUM_KINDS && this.characters + characters <= MAXIMUM_CHARACTERS) {
      this.kinds.set(key, prepared);
      this.characters += characters;
    }
    return prepared;
  }

  /** Notes that the decision is answered. It is with the system once the spool is flushed, not before. */
  note(prepared: PreparedDecision, instance: DecisionInstance): void {
    if (prepared.written && !prepared.over) {
      if (prepared.count === 0) this.counted.at(-1)?.push(prepared);
      prepared.count += 1;
      prepared.latest = instance;
      return;
    }
    prepared.written = true;
    if (prepared.body !== null) this.write(prepared.body, instance, 1);
    if (!prepared.repeated) prepared.body = null;
  }

  /** Brings what was noted to the system, at once: what was decided may then be answered. */
  flush(): void {
    this.spool.flush();
  }

  /** Writes how many of each came since that was last told. */
  tellCounts(): void {
    for (const prepared of this.counted.flat()) this.tellCount(prepared);
    this.forget(this.kinds.size);
  }

  private tick(): void {
    const [oldest = [], ...later] = this.counted;
    this.counted = [...later, []];
    for (const prepared of oldest) this.tellCount(prepared);
    this.forget(FORGOTTEN_AT_ONCE);
  }

  /** Forgets those whose time is over, at most so many: they stand in the order in which they began. */
  private forget(most: number): void {
    const now = this.clock.now().getTime();
    let left = most;
    for (const [key, prepared] of this.kinds) {
      if (left === 0 || now - prepared.since < COUNTED_MS) return;
      this.end(key, prepared);
      left -= 1;
    }
  }

  private end(key: string, prepared: PreparedDecision): void {
    this.tellCount(prepared);
    prepared.over = true;
    if (this.kinds.delete(key)) this.characters -= prepared.characters;
  }

  private tellCount(prepared: PreparedDecision): void {
    const { body, count, latest } = prepared;
    if (count === 0 || latest === null || body === null) return;
    prepared.count = 0;
    this.write(body, latest, count);
  }

  private write(body: Buffer, instance: DecisionInstance, count: number): void {
    const at = this.clock.now().getTime();
    this.spool.write(this.text.of(instance, { id: this.ids.next(at), at, count }), body);
  }
}
