import type { MessagePort } from 'node:worker_threads';
import { NoResponderError } from './bus.js';
import type { HubSubscription, SubjectHub } from './subject-hub.js';

type LinkMessage =
  | { readonly type: 'hello' }
  | {
      readonly type: 'subscribe';
      readonly id: number;
      readonly pattern: string;
      readonly kind: HubSubscription['kind'];
      readonly queue: string;
    }
  | { readonly type: 'unsubscribe'; readonly id: number }
  | { readonly type: 'deliver'; readonly id: number; readonly exchange: number; readonly text: string }
  | { readonly type: 'answer'; readonly exchange: number; readonly text: string | null };

interface Exchange {
  readonly subject: string;
  readonly resolve: (text: string) => void;
  readonly reject: (error: Error) => void;
}

/**
 * Joins the hubs of two threads over a MessagePort: each tells the other who listens, and delivers to it. When the other
 * side dies its listeners are gone at once, and what it was asked for has no responder.
 */
export class ThreadLink {
  /** Resolves once the other side is there and has said who listens. */
  readonly ready: Promise<void>;
  private readonly own = new Map<number, HubSubscription>();
  private readonly ids = new Map<HubSubscription, number>();
  private readonly peers = new Map<number, () => void>();
  private readonly exchanges = new Map<number, Exchange>();
  private readonly stopObserving: () => void;
  private sequence = 0;
  private open = true;
  private welcome: { resolve: () => void; reject: (error: Error) => void } | null = null;

  constructor(
    private readonly hub: SubjectHub,
    private readonly port: MessagePort,
  ) {
    this.ready = new Promise((resolve, reject) => {
      this.welcome = { resolve, reject };
    });
    // Who does not wait for the peer must not be killed by its absence.
    this.ready.catch(() => undefined);
    port.on('message', (message: LinkMessage) => {
      this.receive(message);
    });
    port.on('close', () => {
      this.lost();
    });
    this.stopObserving = hub.observe({
      added: (subscription) => {
        this.announce(subscription);
      },
      removed: (subscription) => {
        this.withdraw(subscription);
      },
    });
    this.post({ type: 'hello' });
  }

  close(): void {
    this.lost();
    this.port.close();
  }

  private announce(subscription: HubSubscription): void {
    // A link joins two threads; what one peer told is not told on to another.
    if (subscription.remote) return;
    const id = ++this.sequence;
    this.own.set(id, subscription);
    this.ids.set(subscription, id);
    const { pattern, kind, queue } = subscription;
    this.post({ type: 'subscribe', id, pattern, kind, queue });
  }

  private withdraw(subscription: HubSubscription): void {
    const id = this.ids.get(subscription);
    if (id === undefined) return;
    this.ids.delete(subscription);
    this.own.delete(id);
    this.post({ type: 'unsubscribe', id });
  }

  private receive(message: LinkMessage): void {
    if (!this.open) return;
    switch (message.type) {
      case 'hello':
        this.welcome?.resolve();
        break;
      case 'subscribe':
        this.peers.set(
          message.id,
          this.hub.subscribe({
            pattern: message.pattern,
            kind: message.kind,
            queue: message.queue,
            remote: true,
            handle: (text) => this.deliver(message.id, message.pattern, text),
          }),
        );
        break;
      case 'unsubscribe':
        this.peers.get(message.id)?.();
        this.peers.delete(message.id);
        break;
      case 'deliver':
        void this.answer(message.id, message.exchange, message.text);
        break;
      case 'answer':
        this.settle(message.exchange, message.text);
    }
  }

  private deliver(id: number, subject: string, text: string): Promise<string> {
    return new Promise((resolve, reject) => {
      const exchange = ++this.sequence;
      this.exchanges.set(exchange, { subject, resolve, reject });
      this.post({ type: 'deliver', id, exchange, text });
    });
  }

  private async answer(id: number, exchange: number, text: string): Promise<void> {
    const subscription = this.own.get(id);
    const answer = subscription === undefined ? null : await subscription.handle(text).catch(() => null);
    this.post({ type: 'answer', exchange, text: answer });
  }

  private settle(id: number, text: string | null): void {
    const exchange = this.exchanges.get(id);
    if (exchange === undefined) return;
    this.exchanges.delete(id);
    if (text === null) exchange.reject(new NoResponderError(exchange.subject));
    else exchange.resolve(text);
  }

  private lost(): void {
    if (!this.open) return;
    this.open = false;
    this.stopObserving();
    this.welcome?.reject(new Error('The other thread is gone.'));
    for (const leave of this.peers.values()) leave();
    this.peers.clear();
    for (const exchange of this.exchanges.values()) exchange.reject(new NoResponderError(exchange.subject));
    this.exchanges.clear();
  }

  private post(message: LinkMessage): void {
    if (this.open) this.port.postMessage(message);
  }
}
