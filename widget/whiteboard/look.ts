/** How lines look: the pen's and the sketch's are fetched with the first board that has either. */
import type { BoardElement } from '../../bff/api.ts'
import { Later } from './later.ts'
import type { Scene } from './scene.ts'

const KEY = 'persona:sketch'

const remembered = (): boolean => {
  try {
    return localStorage.getItem(KEY) === '1'
  } catch {
    return false
  }
}

export class Look {
  readonly #scene: Scene
  readonly #nib = new Later(() => import('./nib.ts'))
  readonly #hand = new Later(() => import('./sketch.ts'))
  #sketch = remembered()

  constructor(scene: Scene) {
    this.#scene = scene
    if (this.#sketch) void this.#hand.fetch().then(() => this.#apply())
  }

  get sketch(): boolean {
    return this.#sketch
  }

  set sketch(on: boolean) {
    this.#sketch = on
    try {
      localStorage.setItem(KEY, on ? '1' : '')
    } catch {
      // Where nothing is kept, it is as long as the board is open.
    }
    void this.#hand.fetch().then(() => this.#apply())
  }

  /** These are on the board. */
  seen(elements: Iterable<BoardElement>): void {
    if (this.#nib.now) return
    for (const { kind } of elements) if (kind === 'stroke') return void this.#nib.fetch().then(() => this.#apply())
  }

  #apply(): void {
    const scene = this.#scene
    const [hand, nib] = [this.#sketch ? (this.#hand.now?.hand ?? null) : null, this.#nib.now?.nib ?? null]
    if (scene.style.hand === hand && scene.style.nib === nib) return
    scene.style = { ...scene.style, hand, nib }
    scene.repaint()
  }
}
