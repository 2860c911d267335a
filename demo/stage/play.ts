/** A scene played in time: it goes, waits, or is taken a step at a time. Going back is playing again up to there. */
import type { PersonaWidget } from '../../widget/element.ts'
import type { World } from './world.ts'

/** What a scene has in its hands. */
export interface Hands extends World {
  element: PersonaWidget
  /** While a scene is taken somewhere at once, nothing is waited for. */
  wait(ms: number): Promise<void>
}

export interface Step {
  /** What happens, in one short sentence. */
  says: string
  /** Milliseconds before it. */
  after: number
  act(hands: Hands): unknown
}

/** Where the play is. */
export interface Where {
  at: number
  playing: boolean
}

const sleep = (ms: number): Promise<void> => new Promise((done) => void setTimeout(done, ms))

/** Another play has begun. */
class Over extends Error {}

export class Play {
  at = 0
  playing = false
  readonly #steps: readonly Step[]
  readonly #hands: Omit<Hands, 'wait'>
  readonly #changed: (where: Where) => void
  #over = false
  #busy: Promise<void> = Promise.resolve()

  constructor(steps: readonly Step[], hands: Omit<Hands, 'wait'>, changed: (where: Where) => void) {
    this.#steps = steps
    this.#hands = hands
    this.#changed = changed
  }

  /** @param to how many steps are done at once */
  async skip(to: number): Promise<void> {
    while (this.at < to && this.at < this.#steps.length && !this.#over) await this.#next(true)
  }

  /** The next step at once, or the rest of the one that is being played. */
  async step(): Promise<void> {
    const before = this.at
    this.pause()
    await this.#busy
    if (this.at === before) await this.#next(true)
  }

  play(): void {
    if (this.playing || this.at >= this.#steps.length) return
    this.playing = true
    this.#tell()
    this.#busy = this.#busy
      .then(() => this.#run())
      .catch((error: unknown) => {
        if (!(error instanceof Over)) throw error
      })
  }

  pause(): void {
    this.playing = false
    this.#tell()
  }

  end(): void {
    this.#over = true
    this.playing = false
  }

  async #run(): Promise<void> {
    while (this.playing && this.at < this.#steps.length) {
      await this.#wait(this.#steps[this.at]?.after ?? 0)
      if (this.playing) await this.#next(false)
    }
    this.playing = false
    this.#tell()
  }

  async #next(once: boolean): Promise<void> {
    const step = this.#steps[this.at]
    if (!step || this.#over) return
    await step.act({ ...this.#hands, wait: async (ms) => (once || !this.playing ? undefined : this.#wait(ms)) })
    if (this.#over) throw new Over()
    this.at++
    this.#tell()
  }

  async #wait(ms: number): Promise<void> {
    await sleep(ms)
    if (this.#over) throw new Over()
  }

  #tell(): void {
    if (!this.#over) this.#changed({ at: this.at, playing: this.playing })
  }
}
