/** Turns: so many are served at once, so many wait behind them, and nobody more is kept waiting. */

export class Turns {
  readonly #atOnce: number
  readonly #queue: number
  readonly #waiting: (() => void)[] = []
  #served = 0

  constructor(atOnce: number, queue: number) {
    this.#atOnce = atOnce
    this.#queue = queue
  }

  get isFull(): boolean {
    return this.#served >= this.#atOnce && this.#waiting.length >= this.#queue
  }

  /** First come, first served. Ask `isFull` before. */
  async take<T>(work: () => Promise<T>): Promise<T> {
    if (this.#served >= this.#atOnce) await new Promise<void>((resolve) => this.#waiting.push(resolve))
    else this.#served++
    try {
      return await work()
    } finally {
      // The turn is handed on: nobody who comes in between takes it.
      const next = this.#waiting.shift()
      if (next) next()
      else this.#served--
    }
  }
}
