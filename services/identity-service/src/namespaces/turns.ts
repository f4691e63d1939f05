import { ServiceUnavailable } from '@spectacles/platform';

const AT_ONCE = 4;
const WAITING_MAX = 32;

interface Queue {
  running: number;
  readonly waiting: (() => void)[];
}

/** Lets each person have some of a work done at once; the rest waits, so that one person's loop leaves room for others. */
export class Turns {
  readonly #queues = new Map<string, Queue>();

  async take<T>(who: string, work: () => Promise<T>): Promise<T> {
    const queue = this.#queues.get(who) ?? { running: 0, waiting: [] };
    this.#queues.set(who, queue);
    if (queue.running < AT_ONCE) queue.running += 1;
    else await this.#turn(queue);
    try {
      return await work();
    } finally {
      this.#end(who, queue);
    }
  }

  #turn({ waiting }: Queue): Promise<void> {
    if (waiting.length >= WAITING_MAX) throw new ServiceUnavailable('Too many first pushes at once. Push again.');
    return new Promise((resolve) => waiting.push(resolve));
  }

  /** Whoever waits longest goes on in the place of whoever ends. */
  #end(who: string, queue: Queue): void {
    const next = queue.waiting.shift();
    if (next !== undefined) {
      next();
      return;
    }
    queue.running -= 1;
    if (queue.running === 0) this.#queues.delete(who);
  }
}
