import type { MessagePort } from 'node:worker_threads';
import { Bus, type BusClient } from './bus.js';
import { HubClient } from './hub-client.js';
import { HubServer } from './hub-server.js';
import { SubjectHub } from './subject-hub.js';
import { ThreadLink } from './thread-link.js';

/** The bus of a process that holds all services: no broker, the same semantics. */
export class InProcessBus extends Bus {
  protected readonly hub = new SubjectHub();
  private readonly links = new Set<ThreadLink>();

  override connect(): Promise<void> {
    return Promise.resolve();
  }

  override server(queue: string): HubServer {
    return new HubServer(this.hub, queue);
  }

  override client(): BusClient {
    return new HubClient(this.hub);
  }

  /** Joins the bus of another thread, which makes a `ThreadBus` of the other end of the channel. */
  attach(port: MessagePort): ThreadLink {
    const link = new ThreadLink(this.hub, port);
    this.links.add(link);
    port.on('close', () => this.links.delete(link));
    return link;
  }

  override async close(): Promise<void> {
    await this.hub.close();
    for (const link of this.links) link.close();
  }
}

/** The bus of a worker thread: its own hub, joined to the main thread's. */
export class ThreadBus extends InProcessBus {
  private readonly link: ThreadLink;

  constructor(port: MessagePort) {
    super();
    this.link = this.attach(port);
  }

  override connect(): Promise<void> {
    return this.link.ready;
  }
}
