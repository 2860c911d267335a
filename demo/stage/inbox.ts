/** An inbox in the page, and the tabs that look at it: each act is told to all of them, with the one count there is. */
import type { Inbox, Notice } from '../../bff/api.ts'
import { juno, Peer } from './peer.ts'

interface Listing {
  unread?: boolean
  archived?: boolean
  snoozed?: boolean
  category?: string
  before?: string
}

export const ago = (minutes: number): string => new Date(Date.now() - minutes * 60_000).toISOString()

export class SharedInbox {
  readonly notices = new Map<string, Notice>()
  readonly tabs: Peer[] = []
  page = 30
  off: string[] = []
  quiet: Inbox['quiet'] = null
  #seq = 0
  #swept: string | null = null

  tab(peer = new Peer()): Peer {
    peer.families.push('notifications')
    Object.assign(peer.answers, {
      'notifications.list': (input: Listing) => this.#list(input),
      'notifications.mark': (input: { notices?: string[]; as: string }) => this.#mark(input),
      'notifications.archive': ({ notices, archived = true }: { notices: string[]; archived?: boolean }) =>
        this.#change(notices, { archived: archived ? ago(0) : null, ...(archived && { seen: ago(0), read: ago(0) }) }),
      'notifications.snooze': ({ notice, until = null }: { notice: string; until?: string | null }) =>
        this.#change([notice], { snoozed: until, ...(until === null && { seen: null, read: null, arrived: ago(0) }) }),
      'notifications.preferences': (input: { category?: string; on?: boolean; quiet?: Inbox['quiet'] }) => {
        const { category, on = false, quiet } = input
        if (category !== undefined)
          this.off = [...this.off.filter((each) => each !== category), ...(on ? [] : [category])]
        if (quiet !== undefined) this.quiet = quiet
        this.#told()
        return this.record
      },
    })
    this.tabs.push(peer)
    return peer
  }

  /** Tell the person something. */
  tell(id: string, change: Partial<Notice> = {}): Notice {
    const notice: Notice = {
      id,
      persona: juno.id,
      category: 'schedules',
      title: `Title ${id}`,
      text: '',
      urgency: 'normal',
      link: null,
      author: `per:${juno.id}`,
      trust: 'persona',
      at: ago(0),
      arrived: ago(0),
      seen: null,
      read: null,
      archived: null,
      snoozed: null,
      ...change,
    }
    this.notices.set(id, notice)
    this.#told(id)
    return notice
  }

  get record(): Inbox {
    return {
      id: 'notices:1',
      persona: juno.id,
      unseen: this.#inSight().filter(({ seen }) => seen === null).length,
      categories: ['approvals', 'schedules', 'plans'].map((category) => ({
        category,
        on: !this.off.includes(category),
      })),
      quiet: this.quiet,
      swept: this.#swept,
      seq: this.#seq,
    }
  }

  #inSight(): Notice[] {
    return [...this.notices.values()].filter(({ archived, snoozed }) => archived === null && snoozed === null)
  }

  #list({ unread, archived, snoozed, category, before }: Listing) {
    const all = [...this.notices.values()]
      .filter((each) =>
        archived
          ? each.archived !== null
          : snoozed
            ? each.snoozed !== null
            : each.archived === null && each.snoozed === null,
      )
      .filter((each) => (!unread || each.read === null) && (category === undefined || each.category === category))
      .toSorted((a, b) => b.arrived.localeCompare(a.arrived))
    const from = before === undefined ? 0 : Number(before)
    const page = all.slice(from, from + this.page)
    const next = from + this.page < all.length ? String(from + this.page) : null
    return { notices: page, before: next, unseen: this.record.unseen, inbox: this.record }
  }

  #mark({ notices, as }: { notices?: string[]; as: string }): { marked: number } {
    const now = ago(0)
    const change = (seen: string | null) => ({
      seen: seen ?? now,
      ...(as === 'seen' ? {} : { read: as === 'read' ? now : null }),
    })
    const meant = notices ?? this.#inSight().map(({ id }) => id)
    for (const id of meant) {
      const old = this.notices.get(id) as Notice
      this.notices.set(id, { ...old, ...change(old.seen) })
    }
    if (notices === undefined) this.#swept = `${now} ${this.#seq}`
    this.#told(...(notices ?? []))
    return { marked: meant.length }
  }

  #change(ids: string[], change: Partial<Notice>): object {
    for (const id of ids) this.notices.set(id, { ...(this.notices.get(id) as Notice), ...change })
    this.#told(...ids)
    return { notices: ids }
  }

  #told(...ids: string[]): void {
    const head = { stream: 'notices:1', at: ago(0) }
    for (const id of ids) {
      const event = { event: 'notifications.notice', ...head, seq: ++this.#seq, data: this.notices.get(id) }
      for (const tab of this.tabs) tab.tell('notifications.notice', event)
    }
    this.#seq++
    const event = { event: 'notifications.inbox', ...head, seq: this.#seq, data: this.record }
    for (const tab of this.tabs) tab.tell('notifications.inbox', event)
  }
}
