/** When the room behind the launcher is fetched, left, and entered again: until somebody wants in, there is none. */
import type { PersonaWidget } from './element.ts'
import type { Paint } from './paint.ts'
import type { Room } from './room.ts'
import { type Place, readSetup, type Setup } from './setup.ts'

export class Entrance {
  room: Room | null = null
  /** The app's configuration, once it was asked for. */
  known: Setup | null = null
  /** By `logout()`: the page is not asked who is there. */
  loggedOut = false
  readonly #element: PersonaWidget
  readonly #paint: Paint
  #setup: Promise<Setup> | null = null
  #entering: Promise<Room> | null = null
  /** Rises whenever the room is left. */
  #turn = 0
  /** What a log-out has yet to forget: the next one in must not find it. */
  #forgetting: Promise<void> | undefined

  constructor(element: PersonaWidget, paint: Paint) {
    this.#element = element
    this.#paint = paint
  }

  get place(): Place {
    const { app, persona, endpoint } = this.#element
    return { app, persona, endpoint: (endpoint || new URL(import.meta.url).origin).replace(/\/$/, '') }
  }

  /** Whether anybody can see the room. */
  get visible(): boolean {
    return this.#element.shown && !document.hidden
  }

  /** @param conversation the one to be in, if it is there */
  enter(conversation?: string): Promise<Room> {
    if (this.#element.barred) return new Promise(() => {})
    this.#entering ??= this.#furnish(conversation).catch((error: unknown) => {
      this.#entering = null
      throw error
    })
    return this.#entering
  }

  /** Somebody else, or the same as somebody else: nothing of what was shown is kept but where one was. */
  async again(): Promise<void> {
    if (this.#entering === null) return
    const conversation = this.room?.conversation
    this.leave()
    await this.enter(conversation)
  }

  leave(): void {
    this.#turn++
    this.room?.close()
    this.room = null
    this.known = null
    this.#entering = null
    this.#setup = null
    this.#element.status = 'idle'
    this.#element.requestUpdate()
  }

  /** Log-out, whether or not there was a room. */
  async forget(all = false): Promise<void> {
    this.loggedOut = true
    const { place } = this
    const { forget } = await import('./room.ts')
    await this.#element.close()
    this.#forgetting = forget(place, this.#element.backend, all)
    this.leave()
    await this.#forgetting
  }

  /** The configuration, asked for once; a failure may be asked again. */
  ask(): Promise<Setup> {
    this.#setup ??= (this.#element.backend?.setup ?? readSetup)(this.place).then(
      (setup) => (this.known = setup),
      (error: unknown) => {
        this.#setup = null
        throw error
      },
    )
    return this.#setup
  }

  async #furnish(conversation: string | undefined): Promise<Room> {
    const turn = this.#turn
    const [{ Room, speak }] = await Promise.all([import('./room.ts'), this.#paint.check()])
    await this.#forgetting?.catch(() => {})
    await speak(this.#element.spoken)
    // It was left again before there was anything to leave.
    if (turn !== this.#turn) return this.enter(conversation)
    const element = this.#element
    const { backend, getToken } = element
    const room = new Room({
      element,
      place: this.place,
      backend,
      conversation,
      getToken: this.loggedOut ? undefined : getToken,
      setup: () => this.ask(),
      restart: () => void this.again(),
    })
    this.room = room
    room.see(this.visible)
    element.requestUpdate()
    void room.start()
    await element.updateComplete
    return room
  }
}
