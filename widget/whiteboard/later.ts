/** What is fetched when it is first used. What could not be fetched is asked for again the next time. */
export class Later<T> {
  now: T | null = null
  readonly #load: () => Promise<T>
  #asked: Promise<T | null> | null = null

  constructor(load: () => Promise<T>) {
    this.#load = load
  }

  /** @returns `null`: it could not be fetched */
  fetch(): Promise<T | null> {
    this.#asked ??= this.#load().then(
      (got) => (this.now = got),
      () => (this.#asked = null),
    )
    return this.#asked
  }
}
