/** An agenda's state and acts. No DOM: the panel draws what this says, and the backend alone knows when things come. */
import type { AgendaOccurrence, Api, Approval } from '../../bff/api.ts'
import { insist } from '../chat/insist.ts'
import { pause } from '../pause.ts'
import { Refused } from '../client.ts'
import type { PanelHost } from '../panels.ts'
import { type Shown, shownOf, withAsked } from './shown.ts'
import { DAY, dayOf, here, type Local, showDay, toLocal } from './time.ts'

type Host = Pick<PanelHost, 'client' | 'may' | 'changed'> & { persona: { id: string } }
export type Act = Extract<keyof Api, `agenda.${string}` | 'approvals.decide'>
type Settings = Omit<Api['agenda.settings']['output'], 'known'>

/** Times of one look, at most. */
const MOST = 1000

/** Something else is at that time; a whole day is no time of its own. */
export const clashes = (conflicts: Api['agenda.add']['output']['conflicts']): boolean =>
  conflicts.some(({ start, end }) => Date.parse(end) - Date.parse(start) < DAY)

export class Agenda {
  phase: 'loading' | 'ready' | 'failed' = 'loading'
  zone = here()
  hours: Settings['hours'] = { from: '09:00', to: '18:00', days: [1, 2, 3, 4, 5] }
  /** What is in the window that is looked at, with what is asked for. */
  shown: readonly Shown[] = []
  /** There is more in it than is shown. */
  more = false
  /** The last act that failed, in words a person may read. */
  trouble = ''
  /** What was done last, and the edits to undo, the first one first. */
  done: { text: string; edits: string[] } | null = null
  readonly #host: Host
  readonly #lost: string
  readonly #off: (() => void)[]
  #occurrences: readonly AgendaOccurrence[] = []
  #asked: readonly Approval[] = []
  #from: Local
  #to: Local
  #turn = 0
  #soon: ReturnType<typeof setTimeout> | undefined

  /** @param lost what to say when nobody answers */
  constructor(host: Host, lost: string) {
    this.#host = host
    this.#lost = lost
    this.#from = this.today
    this.#to = this.#from + 28 * DAY
    const { client } = host
    this.#off = [
      client.on('agenda.entry', () => this.#loadSoon()),
      client.on('agenda.import', () => this.#loadSoon()),
      client.on('chat.approval', () => this.#loadSoon()),
      client.on('state', (state) => {
        if (state === 'online') void this.#begin()
      }),
    ]
    if (client.state === 'online') void this.#begin()
  }

  get now(): Local {
    return toLocal(Date.now(), this.zone)
  }

  get today(): Local {
    return dayOf(this.now)
  }

  get may(): boolean {
    return this.#host.may('agenda:write')
  }

  get mayDecide(): boolean {
    return this.#host.may('approvals:write')
  }

  close(): void {
    this.#turn++
    clearTimeout(this.#soon)
    for (const off of this.#off) off()
  }

  /** Look at these days; what is known already is not asked for again. */
  look(from: Local, to: Local): void {
    if (from >= this.#from && to <= this.#to) return
    const apart = from > this.#to || to < this.#from || to - from > 90 * DAY
    this.#from = apart ? from : Math.min(from, this.#from)
    this.#to = apart ? to : Math.max(to, this.#to)
    // A year of looking around is let go of again.
    if (this.#to - this.#from > 300 * DAY) [this.#from, this.#to] = [from, to]
    void this.load()
  }

  async again(): Promise<void> {
    this.phase = 'loading'
    this.#host.changed()
    await this.load()
  }

  /** Where the person is, as this device knows it, where nobody has said. */
  async #begin(): Promise<void> {
    const { client, persona } = this.#host
    if (this.may)
      try {
        let settings = await client.call('agenda.settings', { persona: persona.id })
        if (!settings.known) settings = await client.call('agenda.settings', { persona: persona.id, zone: here() })
        this.zone = settings.zone
        this.hours = settings.hours
      } catch {
        // This device's own zone will do.
      }
    await this.load()
  }

  async load(): Promise<void> {
    const turn = ++this.#turn
    const { client, may, persona } = this.#host
    const window = { from: `${showDay(this.#from)}T00:00`, to: `${showDay(this.#to)}T00:00`, zone: this.zone }
    try {
      const [{ occurrences, more }, asked] = await Promise.all([
        client.call('agenda.list', { ...window, limit: MOST }),
        may('approvals:read') ? client.call('approvals.list', { limit: 100 }).catch(() => null) : null,
      ])
      if (turn !== this.#turn) return
      this.#occurrences = occurrences.filter((each) => each.persona === persona.id)
      this.#asked = (asked?.approvals ?? []).filter(
        (each) =>
          each.persona === persona.id &&
          each.by === 'person' &&
          each.action.startsWith('agenda.') &&
          Date.parse(each.expires) > Date.now(),
      )
      this.more = more
      this.phase = 'ready'
      this.#arrange()
    } catch {
      // What is shown stays; nothing shown says that it failed.
      if (turn === this.#turn && this.phase === 'loading') this.phase = 'failed'
    }
    this.#host.changed()
  }

  #arrange(): void {
    const shown = this.#occurrences.map((each) => shownOf(each, this.zone))
    this.shown = withAsked(shown, this.#asked.toReversed(), this.zone)
  }

  async act<Name extends Act>(name: Name, input: Api[Name]['input']): Promise<Api[Name]['output'] | null> {
    const answer = await this.part(name, input)
    if (answer !== null) await this.load()
    return answer
  }

  /** One of several acts in a row: what is shown is asked for again after the last of them. */
  async part<Name extends Act>(name: Name, input: Api[Name]['input']): Promise<Api[Name]['output'] | null> {
    for (let attempt = 1; ; attempt++)
      try {
        const answer = await insist(this.#host.client, name, input)
        this.trouble = ''
        return answer
      } catch (error) {
        // Too much at once is only too early.
        if (error instanceof Refused && error.problem.retryable && attempt < 4) {
          await pause(attempt * 1000)
          continue
        }
        this.trouble = error instanceof Refused ? error.problem.detail : this.#lost
        this.#host.changed()
        return null
      }
  }

  async settle(settings: Partial<Settings>): Promise<boolean> {
    const answer = await this.act('agenda.settings', { persona: this.#host.persona.id, ...settings })
    if (answer === null) return false
    this.zone = answer.zone
    this.hours = answer.hours
    await this.load()
    return true
  }

  /** Soon, and once for a flurry of reasons. */
  #loadSoon(): void {
    clearTimeout(this.#soon)
    this.#soon = setTimeout(() => void this.load(), 200)
  }
}
