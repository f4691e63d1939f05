import { NoResponderError } from './bus.js';
import { InFlight } from './in-flight.js';

/** Somebody who listens to a subject; `*` stands for one part of it, `>` for the rest (as in NATS). */
export interface HubSubscription {
  readonly pattern: string;
  readonly kind: 'request' | 'event';
  readonly queue: string;
  /** Told by a peer: not announced to peers again. */
  readonly remote: boolean;
  readonly handle: (text: string) => Promise<string>;
}

export interface HubObserver {
  added(subscription: HubSubscription): void;
  removed(subscription: HubSubscription): void;
}

/** Whether a subject falls under a pattern. */
export function subjectMatches(pattern: string, subject: string): boolean {
  // Nearly every pattern is a plain subject.
  if (!pattern.includes('*') && !pattern.endsWith('>')) return pattern === subject;
  const wanted = pattern.split('.');
  const given = subject.split('.');
  for (const [index, part] of wanted.entries()) {
    if (part === '>') return given.length > index;
    if (given[index] === undefined || (part !== '*' && part !== given[index])) return false;
  }
  return wanted.length === given.length;
}

const later = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** The meeting point of one process: subscriptions by subject, requests to one of a group, events to everybody. */
export class SubjectHub {
  private readonly subscriptions = new Set<HubSubscription>();
  private readonly observers = new Set<HubObserver>();
  private readonly inFlight = new InFlight();
  private turn = 0;
  private closed = false;

  subscribe(subscription: HubSubscription): () => void {
    this.subscriptions.add(subscription);
    for (const observer of this.observers) observer.added(subscription);
    return () => {
      if (!this.subscriptions.delete(subscription)) return;
      for (const observer of this.observers) observer.removed(subscription);
    };
  }

  /** Tells an observer what is there and what comes and goes from now on. */
  observe(observer: HubObserver): () => void {
    this.observers.add(observer);
    for (const subscription of this.subscriptions) observer.added(subscription);
    return () => this.observers.delete(observer);
  }

  async request(subject: string, text: string): Promise<string> {
    // As over a wire: the asker's own work goes on before the answerer's begins.
    await later();
    const candidates = this.closed ? [] : this.listeners(subject, 'request');
    const chosen = candidates[this.turn++ % Math.max(candidates.length, 1)];
    if (chosen === undefined) throw new NoResponderError(subject);
    return this.inFlight.track(() => chosen.handle(text));
  }

  publish(subject: string, text: string): void {
    if (this.closed) return;
    for (const listener of this.listeners(subject, 'event')) {
      void this.inFlight.track(async () => {
        await later();
        // An event is lossy: a listener that fails has said so in its own log.
        await listener.handle(text).catch(() => undefined);
      });
    }
  }

  async close(): Promise<void> {
    this.closed = true;
    await this.inFlight.idle();
  }

  private listeners(subject: string, kind: HubSubscription['kind']): HubSubscription[] {
    return [...this.subscriptions].filter(
      (subscription) => subscription.kind === kind && subjectMatches(subscription.pattern, subject),
    );
  }
}
