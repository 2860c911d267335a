/** An agenda's state and acts. No DOM: the panel draws what this says, and the backend alone knows when things come. */
import type { AgendaOccurrence, Api, Approval } from '../../bff/api.ts'
import { insist } from '../chat/insist.ts'
import { newKey } from '../key.ts'
import { pause } from '../pause.ts'
import { Refused } from '../client.ts'
import type { Act as Waiting } from '../outbox.ts'
import type { PanelHost } from '../panels.ts'
import { type Shown, shownOf, withAsked, withWaiting } from './shown.ts'
import { DAY, dayOf, here, type Local, showDay, toLocal } from './time.ts'

type Host = Pick<PanelHost, 'client' | 'may' | 'changed'> & { persona: { id: string } }
export type Act = Extract<keyof Api, `agenda.${string}` | 'approvals.decide'>
/** What waits for the line, in order, and outlives the page; the rest is done at once or not at all. */
export type Edit = 'agenda.add' | 'agenda.update' | 'agenda.remove'
type Settings = Omit<Api['agenda.settings']['output'], 'known'>

/** Milliseconds after which nobody waits for the answer any more: the entry says what becomes of it. */
const PATIENCE = 4000
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
  readonly #lost: () => string
  readonly #off: (() => void)[]
  #occurrences: readonly AgendaOccurrence[] = []
  #asked: readonly Approval[] = []
  #waiting: readonly Waiting[] = []
  /** Confirmed, and not among what is known yet. */
  #fresh: readonly Waiting[] = []
  /** Whose end somebody waits for. */
  readonly #awaited = new Set<string>()
  #from: Local
  #to: Local
  #turn = 0
  #soon: ReturnType<typeof setTimeout> | undefined

  /** @param lost what to say when nobody answers */
  constructor(host: Host, lost: () => string) {
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
        if (state !== 'online') return
        if (this.trouble === this.#lost()) this.trouble = ''
        void this.#begin()
      }),
    ]
    this.#off.push(
      client.outbox.listen({
        changed: () => this.#wait(),
        did: (act) => {
          if (act.stream !== this.#stream) return
          this.#fresh = [...this.#fresh, act]
          // Who waits for it asks for what is known by themselves.
          if (!this.#awaited.has(act.key)) this.#loadSoon()
        },
      }),
    )
    this.#wait()
    if (client.state === 'online') void this.#begin()
  }

  get #stream(): string {
    return `agenda:${this.#host.persona.id}`
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
    const known = this.#fresh
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
      this.#fresh = this.#fresh.filter((act) => !known.includes(act))
      this.#arrange()
    } catch {
      // What is shown stays; nothing shown says that it failed.
      if (turn === this.#turn && this.phase === 'loading') this.phase = 'failed'
    }
    this.#host.changed()
  }

  #arrange(): void {
    const shown = this.#occurrences.map((each) => shownOf(each, this.zone))
    const waiting = withWaiting(shown, [...this.#fresh, ...this.#waiting], this.zone)
    this.shown = withAsked(waiting, this.#asked.toReversed(), this.zone)
  }

  #wait(): void {
    const { outbox } = this.#host.client
    const waiting = outbox.items.filter(({ stream }) => stream === this.#stream)
    if (waiting.length === this.#waiting.length && waiting.every((act, at) => act === this.#waiting[at])) return
    this.#waiting = waiting
    this.#arrange()
    this.#host.changed()
  }

  retry({ key }: Waiting): void {
    this.#host.client.outbox.retry(key)
  }

  discard({ key }: Waiting): void {
    this.#host.client.outbox.discard(key)
  }

  /** @returns `waits` when it is done later, whatever becomes of this page; `null` when it cannot be: `trouble` says why */
  async edit<Name extends Edit>(name: Name, input: Api[Name]['input']): Promise<Api[Name]['output'] | 'waits' | null> {
    const { outbox } = this.#host.client
    const key = newKey()
    this.trouble = ''
    this.#awaited.add(key)
    let late: ReturnType<typeof setTimeout> | undefined
    let off = (): void => {}
    try {
      const answer = await new Promise<Api[Name]['output'] | 'waits' | null>((resolve) => {
        const look = (): void => {
          const act = outbox.items.find((each) => each.key === key)
          if (act?.state === 'sending') return
          if (act?.state === 'queued') return resolve('waits')
          off()
          this.trouble = act?.detail || this.#lost()
          outbox.discard(key)
          resolve(null)
        }
        off = outbox.listen({
          changed: look,
          did: (act, done) => {
            if (act.key !== key) return
            // That it is gone from there now is no news.
            off()
            resolve(done as Api[Name]['output'])
          },
        })
        late = setTimeout(() => resolve('waits'), PATIENCE)
        outbox.add({ key, action: name, input: input as Waiting['input'], stream: this.#stream })
      })
      if (typeof answer === 'object' && answer) await this.load()
      return answer
    } catch (error) {
      this.trouble = (error as Error).message
      return null
    } finally {
      off()
      clearTimeout(late)
      this.#awaited.delete(key)
      this.#host.changed()
    }
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
        this.trouble = error instanceof Refused ? error.problem.detail : this.#lost()
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
