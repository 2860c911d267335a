/** The whiteboards of a person, and those that were shared with them. */
import type { Board } from '../../bff/api.ts'
import { insist } from '../chat/insist.ts'
import type { Client, Refused } from '../client.ts'

export class Boards {
  all: Board[] = []
  phase: 'loading' | 'ready' | 'failed' = 'loading'
  trouble = ''
  readonly #client: Client
  readonly #persona: string
  readonly #changed: () => void
  readonly #lost: string
  readonly #off: (() => void)[]
  #soon: ReturnType<typeof setTimeout> | undefined

  constructor(client: Client, persona: string, changed: () => void, lost: string) {
    this.#client = client
    this.#persona = persona
    this.#changed = changed
    this.#lost = lost
    this.#off = [
      client.on('whiteboard.board', () => this.soon()),
      client.on('state', (state) => state === 'online' && void this.load()),
    ]
    if (client.state === 'online') void this.load()
  }

  close(): void {
    clearTimeout(this.#soon)
    for (const off of this.#off) off()
  }

  /** Once for a flurry of events. */
  soon(): void {
    clearTimeout(this.#soon)
    this.#soon = setTimeout(() => void this.load(), 300)
  }

  async load(): Promise<void> {
    try {
      const { boards } = await this.#client.call('whiteboard.list', {})
      this.all = boards
      this.phase = 'ready'
    } catch (error) {
      // A lost line loads again by itself when it is back.
      if (this.phase !== 'ready' && (error as Partial<Refused>).problem) this.phase = 'failed'
    }
    if (!this.#client.closed) this.#changed()
  }

  /** @returns the new board; nothing when there is none */
  async create(title: string): Promise<string | undefined> {
    return (await this.#tried(insist(this.#client, 'whiteboard.create', { persona: this.#persona, title })))?.board.id
  }

  async rename(board: string, title: string): Promise<void> {
    await this.#tried(insist(this.#client, 'whiteboard.rename', { board, title: title.trim().slice(0, 120) }))
  }

  async remove(board: string): Promise<void> {
    await this.#tried(insist(this.#client, 'whiteboard.remove', { board }))
    await this.load()
  }

  async #tried<T>(act: Promise<T>): Promise<T | undefined> {
    try {
      this.trouble = ''
      return await act
    } catch (error) {
      this.trouble = (error as Partial<Refused>).problem?.detail ?? this.#lost
      this.#changed()
      return undefined
    }
  }
}
