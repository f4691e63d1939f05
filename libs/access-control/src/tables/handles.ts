/** Objects by small numbers, so that columns of numbers can speak of them. A number that was released is given again. */
export class Handles<T> {
  readonly #objects: unknown[] = [];
  readonly #free: number[] = [];

  /** The number for the next object, which is to be put there. */
  take(): number {
    return this.#free.pop() ?? this.#objects.push(null) - 1;
  }

  put(handle: number, object: T): void {
    this.#objects[handle] = object;
  }

  /** The object of a number that was given and is not released. */
  at(handle: number): T {
    return this.#objects[handle] as T;
  }

  release(handle: number): void {
    this.#objects[handle] = null;
    this.#free.push(handle);
  }
}
