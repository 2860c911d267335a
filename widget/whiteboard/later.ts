/** What is fetched when it is first used. What could not be fetched is asked for again the next time. */
export class Later<T> {
  now: T | null = null
  readonly #load: () => Promise<T>
  readonly #come: () => void
  #asked: Promise<T | null> | null = null

  /** @param come it is there now */
  constructor(load: () => Promise<T>, come: () => void = () => {}) {
    this.#load = load
    this.#come = come
  }

  /** @returns `null`: it could not be fetched */
  fetch(): Promise<T | null> {
    this.#asked ??= this.#load().then(
      (got) => {
        this.now = got
        this.#come()
        return got
      },
      () => (this.#asked = null),
    )
    return this.#asked
  }
}
