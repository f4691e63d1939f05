import { ClientProxy, type ReadPacket, type WritePacket } from '@nestjs/microservices';
import type { SubjectHub } from './subject-hub.js';

/** The asking end of the in-process bus, as Nest's microservice API wants it. */
export class HubClient extends ClientProxy {
  constructor(private readonly hub: SubjectHub) {
    super();
  }

  override connect(): Promise<void> {
    return Promise.resolve();
  }

  override close(): void {
    // The hub is closed by the bus that owns it.
  }

  override unwrap(): never {
    throw new Error('The in-process bus has no driver beneath.');
  }

  protected override publish(packet: ReadPacket, callback: (packet: WritePacket) => void): () => void {
    let listening = true;
    this.hub.request(this.normalizePattern(packet.pattern as string), JSON.stringify(packet)).then(
      (text) => {
        if (listening) callback({ ...(JSON.parse(text) as WritePacket), isDisposed: true });
      },
      (err: unknown) => {
        if (listening) callback({ err, isDisposed: true });
      },
    );
    return () => {
      listening = false;
    };
  }

  protected override dispatchEvent<T = unknown>(packet: ReadPacket): Promise<T> {
    this.hub.publish(this.normalizePattern(packet.pattern as string), JSON.stringify(packet));
    return Promise.resolve(undefined as T);
  }
}
