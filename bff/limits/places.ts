/** Places: so many of one kind are taken at once, and whoever leaves makes room. */

export class Places {
  readonly #most: number
  readonly #taken = new Map<string, number>()

  constructor(most: number) {
    this.#most = most
  }

  isFull(key: string): boolean {
    return (this.#taken.get(key) ?? 0) >= this.#most
  }

  /** @returns how to leave; whoever leaves twice has left once */
  take(key: string): () => void {
    this.#taken.set(key, (this.#taken.get(key) ?? 0) + 1)
    let isHere = true
    return () => {
      if (!isHere) return
      isHere = false
      const left = (this.#taken.get(key) ?? 1) - 1
      if (left === 0) this.#taken.delete(key)
      else this.#taken.set(key, left)
    }
  }
}
