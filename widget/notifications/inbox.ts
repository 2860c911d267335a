/** The inbox's state and acts. No DOM: the panel draws what this says, and the backend alone counts. */
import type { Api, Inbox as Record, Notice } from '../../bff/api.ts'
import type { Client } from '../client.ts'

export type Filter = 'all' | 'unread' | 'snoozed' | 'archived'

/** What the controller tells the panel. */
interface Ears {
  changed(): void
  count(unseen: number): void
  /** Something new is in sight. */
  arrived(notice: Notice): void
}

export class Inbox {
  /** What the badge counts and how the person wants to be told; `null` until it is known. */
  record: Record | null = null
  notices: readonly Notice[] = []
  phase: 'loading' | 'ready' | 'failed' = 'loading'
  filter: Filter = 'all'
  category: string | null = null
  /** The last act failed. */
  trouble = false
  readonly #client: Client
  readonly #persona: string
  readonly #ears: Ears
  readonly #off: (() => void)[]
  #before: string | null = null
  #visible = false
  /** Rises with all that makes a list that is on its way an old one. */
  #turn = 0

  constructor(client: Client, persona: string, ears: Ears) {
    this.#client = client
    this.#persona = persona
    this.#ears = ears
    this.#off = [
      client.on('notifications.notice', ({ data }) => {
        if (data?.persona === persona) this.#heard(data)
      }),
      client.on('notifications.inbox', ({ data }) => {
        if (data?.persona === persona) this.#take(data)
      }),
      client.on('state', (state) => {
        if (state === 'online') void this.list()
      }),
    ]
    if (client.state === 'online') void this.list()
  }

  get more(): boolean {
    return this.#before !== null
  }

  close(): void {
    this.#turn++
    for (const off of this.#off) off()
  }

  /** What can be seen has been seen. */
  see(visible: boolean): void {
    this.#visible = visible
    void this.#seen()
  }

  show(filter: Filter, category: string | null): void {
    this.filter = filter
    this.category = category
    this.phase = 'loading'
    this.notices = []
    void this.list()
  }

  async list(more = false): Promise<void> {
    const turn = ++this.#turn
    const { filter, category } = this
    try {
      const { notices, before, inbox } = await this.#client.call('notifications.list', {
        persona: this.#persona,
        ...(filter === 'all' ? {} : { [filter]: true }),
        ...(category === null ? {} : { category }),
        ...(more && this.#before !== null ? { before: this.#before } : {}),
      })
      if (inbox !== null) this.#count(inbox)
      if (turn !== this.#turn) return
      const known = new Set(notices.map(({ id }) => id))
      this.notices = more ? [...this.notices.filter(({ id }) => !known.has(id)), ...notices] : notices
      this.#before = before
      this.phase = 'ready'
    } catch {
      if (turn !== this.#turn) return
      if (this.phase === 'loading') this.phase = 'failed'
    }
    this.#ears.changed()
    void this.#seen()
  }

  /** @returns whether it was done */
  async act<Name extends 'notifications.mark' | 'notifications.archive' | 'notifications.snooze'>(
    name: Name,
    input: Api[Name]['input'],
  ): Promise<boolean> {
    return this.#tried(this.#client.call(name, input))
  }

  markAll(as: 'seen' | 'read'): Promise<boolean> {
    return this.act('notifications.mark', { all: true, persona: this.#persona, as })
  }

  async prefer(change: Api['notifications.preferences']['input']): Promise<boolean> {
    return this.#tried(
      this.#client
        .call('notifications.preferences', { ...change, persona: this.#persona })
        .then((inbox) => this.#count(inbox)),
    )
  }

  async #tried(act: Promise<unknown>): Promise<boolean> {
    this.trouble = await act.then(
      () => false,
      () => true,
    )
    this.#ears.changed()
    return !this.trouble
  }

  #heard(notice: Notice): void {
    const old = this.notices.find(({ id }) => id === notice.id)
    const others = this.notices.filter((each) => each !== old)
    this.notices = this.#fits(notice)
      ? [...others, notice].toSorted((a, b) => b.arrived.localeCompare(a.arrived) || b.id.localeCompare(a.id))
      : others
    // A list that was asked for before this may not know of it.
    if (this.phase === 'loading') void this.list()
    if (notice.seen === null && inSight(notice) && old?.arrived !== notice.arrived) this.#ears.arrived(notice)
    this.#ears.changed()
    void this.#seen()
  }

  #fits(notice: Notice): boolean {
    const { filter, category } = this
    if (category !== null && notice.category !== category) return false
    if (filter === 'archived') return notice.archived !== null
    if (filter === 'snoozed') return notice.snoozed !== null
    return inSight(notice) && (filter === 'all' || notice.read === null)
  }

  #take(record: Record): void {
    const swept = this.record !== null && record.seq > this.record.seq && record.swept !== this.record.swept
    this.#count(record)
    if (swept) void this.list()
  }

  #count(record: Record): void {
    if (this.record !== null && record.seq < this.record.seq) return
    this.record = record
    this.#ears.count(record.unseen)
    this.#ears.changed()
  }

  async #seen(): Promise<void> {
    if (!this.#visible || this.filter !== 'all' || this.category !== null || this.phase !== 'ready') return
    const unseen = this.notices.filter(({ seen }) => seen === null).map(({ id }) => id)
    if (unseen.length === 0) return
    const rest = (this.record?.unseen ?? 0) > unseen.length || unseen.length > 100
    await (rest ? this.markAll('seen') : this.act('notifications.mark', { notices: unseen, as: 'seen' }))
  }
}

const inSight = ({ archived, snoozed }: Notice): boolean => archived === null && snoozed === null
