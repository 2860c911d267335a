/** What the persona asks to be allowed: the cards under the answer that waits, and what a person says to them. */
import { html, nothing, type TemplateResult } from 'lit'
import type { Approval } from '../../bff/api.ts'
import { Refused } from '../client.ts'
import type { PanelHost } from '../panels.ts'
import { approvalWords as words } from '../strings/approvals.ts'
import { type CardState, card } from './approval-card.ts'
import { isId, leavesOf, withLeaf } from './approval-input.ts'
import { namesOf } from './approval-names.ts'
import type { Chat } from './chat.ts'
import { insist } from './insist.ts'

export { approvalStyles } from './approval-styles.ts'

interface Acts {
  /** To whoever listens. */
  say(text: string): void
  /** The persona's. */
  name(): string
  chat: Chat
}

export class Approvals {
  readonly #host: PanelHost
  readonly #acts: Acts
  readonly #all = new Map<string, CardState>()
  /** By message; a new list with every change. */
  readonly #lists = new Map<string, readonly CardState[]>()
  readonly #names = new Map<string, string>()
  #clock: ReturnType<typeof setInterval> | undefined

  constructor(host: PanelHost, acts: Acts) {
    this.#host = host
    this.#acts = acts
  }

  of(message: string): readonly CardState[] | undefined {
    return this.#lists.get(message)
  }

  close(): void {
    clearInterval(this.#clock)
  }

  /** @param live it happens now */
  take(approval: Approval, live: boolean): void {
    const { id, status } = approval
    const before = this.#all.get(id)
    if (before !== undefined && before.approval.status !== 'pending' && status === 'pending') return
    const place = `[data-approval="${id}"]`
    const held = before !== undefined && this.#host.find(place)?.matches(':focus-within')
    const ended = status !== 'pending'
    const kept =
      before !== undefined && !ended ? before : { mode: 'look' as const, busy: false, trouble: '', days: false }
    this.#all.set(id, { ...kept, draft: ended ? approval.input : (before?.draft ?? approval.input), approval })
    this.#touch(approval.message)
    if (live && before?.approval.status !== status)
      this.#acts.say(ended ? `${approval.does} ${words.state[status]}` : words.asks(this.#acts.name(), approval.does))
    // Whoever has decided is left where that was.
    if (held && ended) void this.#host.drawn().then(() => this.#host.find(place)?.focus())
    void this.#findNames(approval)
    this.#wind()
  }

  render(message: string): TemplateResult | typeof nothing {
    const list = this.#lists.get(message)
    if (list === undefined) return nothing
    const open = list.filter(({ approval }) => approval.status === 'pending')
    const waits = open.some(({ approval }) => approval.by === 'person') ? words.waitsForYou : words.waitsForOperator
    return html`<div class="asks">
      ${list.map((state) =>
        card(state, {
          name: this.#acts.name(),
          locale: this.#host.locale,
          called: (id) => this.#names.get(id),
          may: this.#host.may('approvals:write'),
          allow: () => void this.#decide(state, 'approve'),
          refuse: (reason) => void this.#decide(state, 'reject', reason),
          change: (change, focus) => this.#change(state, change, focus),
          edit: (path, value) =>
            this.#change(state, { draft: withLeaf(this.#now(state).draft, path, value) as Approval['input'] }),
        }),
      )}
      ${open.length > 0 ? html`<p class="aside waiting">${waits}</p>` : nothing}
    </div>`
  }

  /** Two changes may come between two drawings. */
  #now(state: CardState): CardState {
    return this.#all.get(state.approval.id) ?? state
  }

  /** @param focus what is to be in focus afterwards, within the card */
  #change({ approval: { id, message } }: CardState, change: Partial<CardState>, focus?: string): void {
    const state = this.#all.get(id)
    if (state === undefined) return
    this.#all.set(id, { ...state, ...change })
    this.#touch(message)
    const { find, drawn } = this.#host
    if (focus !== undefined) void drawn().then(() => find(`[data-approval="${id}"] ${focus}`)?.focus())
  }

  async #decide(state: CardState, decision: 'approve' | 'reject', reason = ''): Promise<void> {
    const { approval, days, mode, draft } = this.#now(state)
    const edited = decision === 'approve' && mode === 'edit' && JSON.stringify(draft) !== JSON.stringify(approval.input)
    this.#change(state, { busy: true, trouble: '' })
    try {
      await insist(this.#host.client, 'approvals.decide', {
        approval: approval.id,
        decision,
        ...(reason.trim() === '' ? {} : { reason: reason.trim() }),
        ...(edited ? { input: draft } : {}),
        ...(decision === 'approve' && days && !approval.tainted ? { days: 7 } : {}),
      })
      // What has become of it comes as an event, to every tab alike.
      this.#change(state, { busy: false })
      await this.#again(approval)
    } catch (error) {
      const trouble = error instanceof Refused ? error.problem.detail : words.lost
      this.#change(state, { busy: false, trouble })
      if (error instanceof Refused && error.problem.code === 'conflict') await this.#again(approval)
    }
  }

  /** Somebody may have been quicker, and the event may be late. */
  async #again({ id, conversation }: Approval): Promise<void> {
    if (this.#all.get(id)?.approval.status !== 'pending') return
    const answer = await this.#host.client.call('approvals.list', { conversation, status: 'all' }).catch(() => null)
    for (const each of answer?.approvals ?? []) if (each.id === id) this.take(each, true)
  }

  async #findNames({ input, message }: Approval): Promise<void> {
    const ids = leavesOf(input).flatMap(({ value }) => (isId(value) && !this.#names.has(value) ? [value] : []))
    if (ids.length === 0) return
    const found = await namesOf(this.#host, this.#acts.chat, ids)
    for (const [id, name] of found) this.#names.set(id, name)
    if (found.size > 0) this.#touch(message)
  }

  #touch(message: string): void {
    const own = [...this.#all.values()].filter(({ approval }) => approval.message === message)
    this.#lists.set(
      message,
      own.toSorted((a, b) => (a.approval.id < b.approval.id ? -1 : 1)),
    )
    this.#host.changed()
  }

  /** The time that is left goes by itself. */
  #wind(): void {
    clearInterval(this.#clock)
    const open = () => [...this.#all.values()].filter(({ approval }) => approval.status === 'pending')
    if (open().length > 0)
      this.#clock = setInterval(() => {
        for (const { approval } of open()) this.#touch(approval.message)
      }, 20_000)
  }
}
