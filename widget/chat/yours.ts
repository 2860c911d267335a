/** One's own data: all of it as a file, and the erasing of all that can be erased, told kind by kind. */
import { css, html, nothing, type TemplateResult } from 'lit'
import type { Api } from '../../bff/api.ts'
import { save } from '../memory/save.ts'
import type { PanelHost } from '../panels.ts'
import { yoursWords as words } from '../strings/yours.ts'
import { insist } from './insist.ts'

type Kind = keyof typeof words.kinds

/** How much there was of a kind, and whether it is gone. */
type Erased = [kind: Kind, count: number]

export class Yours {
  readonly #host: PanelHost
  /** The list of conversations is another's. */
  readonly #erased: () => void
  #doing: 'nothing' | 'collecting' | 'asking' | 'erasing' = 'nothing'
  #said = ''

  constructor(host: PanelHost, erased: () => void) {
    this.#host = host
    this.#erased = erased
  }

  render(): TemplateResult {
    const busy = this.#doing === 'collecting' || this.#doing === 'erasing'
    return html`<section class="yours" part="data" aria-label=${words.title}>
      <h3>${words.title}</h3>
      ${
        this.#doing === 'asking'
          ? html`<p>${words.what(this.#kinds.map((kind) => words.kinds[kind]).join(', '))}</p>
              <p class="muted">${words.stays}</p>
              <div class="ways">
                <button type="button" class="text danger" @click=${() => void this.#erase()}>${words.eraseYes}</button>
                <button type="button" class="text muted" @click=${() => this.#turn('nothing')}>${words.keep}</button>
              </div>`
          : html`<div class="ways">
              <button type="button" class="text" ?disabled=${busy} @click=${() => void this.#save()}>
                ${this.#doing === 'collecting' ? words.collecting : words.save}
              </button>
              <button type="button" class="text muted" ?disabled=${busy} @click=${() => this.#turn('asking')}>
                ${this.#doing === 'erasing' ? words.erasing : words.erase}
              </button>
            </div>`
      }
      ${this.#said ? html`<p role="status">${this.#said}</p>` : nothing}
    </section>`
  }

  /** What this session may erase. */
  get #kinds(): Kind[] {
    const all: [Kind, scope: string][] = [
      ['conversations', 'chat:write'],
      ['memory', 'memory:write'],
      ['agenda', 'agenda:read'],
      ['notices', 'notifications:read'],
      ['plans', 'plans:write'],
      ['schedules', 'schedules:write'],
      ['boards', 'whiteboard:write'],
    ]
    const { may } = this.#host
    // These go with what is known: to forget everything is to forget them too.
    const mine = all.filter(([kind]) => may('memory:write') || (kind !== 'agenda' && kind !== 'notices'))
    return mine.filter(([, scope]) => may(scope)).map(([kind]) => kind)
  }

  #turn(doing: 'nothing' | 'collecting' | 'asking' | 'erasing', said = ''): void {
    this.#doing = doing
    this.#said = said
    this.#host.changed()
  }

  async #save(): Promise<void> {
    this.#turn('collecting')
    try {
      const whole = { at: new Date().toISOString(), ...(await this.#collect()) }
      save(JSON.stringify(whole, null, 2), `my-data-${whole.at.slice(0, 10)}.json`)
      this.#turn('nothing', words.saved)
    } catch {
      this.#turn('nothing', words.failed)
    }
  }

  async #collect(): Promise<object> {
    const { may } = this.#host
    const one = async <T>(scope: string, read: () => Promise<T>): Promise<T | undefined> =>
      may(scope) ? read() : undefined
    return {
      conversations: await one('chat:read', () => this.#conversations()),
      memory: await one('memory:read', () => this.#memory()),
      agenda: await one('agenda:read', () => this.#call('agenda.export', {})),
      notices: await one('notifications:read', () => this.#notices()),
      plans: await one('plans:read', () => this.#call('plans.list', { status: 'all', limit: 50 })),
      schedules: await one('schedules:read', () => this.#call('schedules.list', { ended: true, limit: 200 })),
      boards: await one('whiteboard:read', () => this.#boards()),
    }
  }

  #call<Name extends keyof Api>(name: Name, input: Api[Name]['input']): Promise<Api[Name]['output']> {
    return insist(this.#host.client, name, input)
  }

  async #list() {
    const all: Api['chat.list']['output']['conversations'] = []
    for (let before: string | null | undefined; before !== null;) {
      const page: Api['chat.list']['output'] = await this.#call('chat.list', { limit: 50, ...(before && { before }) })
      all.push(...page.conversations)
      before = page.before
    }
    return all
  }

  async #conversations(): Promise<object[]> {
    const all: object[] = []
    for (const { id, title, at } of await this.#list()) {
      const messages: object[] = []
      for (let before: string | null | undefined; before !== null;) {
        const page: Api['chat.history']['output'] = await this.#call('chat.history', {
          conversation: id,
          ...(before && { before }),
        })
        messages.unshift(...page.messages.map(({ role, text, at }) => ({ role, text, at })))
        before = page.before
      }
      all.push({ title, at, messages })
    }
    return all
  }

  async #memory(): Promise<object> {
    const whole: { facts: unknown[]; turns: unknown[] } = { facts: [], turns: [] }
    for (let after: string | null | undefined; after !== null;) {
      const page: Api['memory.export']['output'] = await this.#call('memory.export', {
        limit: 500,
        ...(after && { after }),
      })
      whole.facts.push(...page.facts)
      whole.turns.push(...page.turns)
      after = page.after
    }
    return whole
  }

  async #notices(): Promise<object[]> {
    const all: object[] = []
    for (const state of [{}, { archived: true }, { snoozed: true }])
      for (let before: string | null | undefined; before !== null;) {
        const page: Api['notifications.list']['output'] = await this.#call('notifications.list', {
          ...state,
          limit: 100,
          ...(before && { before }),
        })
        all.push(...page.notices)
        before = page.before
      }
    return all
  }

  async #own() {
    const { boards } = await this.#call('whiteboard.list', { limit: 100 })
    return boards.filter(({ owner }) => owner === this.#host.client.welcome?.sub)
  }

  async #boards(): Promise<object[]> {
    const all: object[] = []
    for (const { id, title } of await this.#own())
      all.push({ title, ...(await this.#call('whiteboard.export', { board: id, format: 'excalidraw' })) })
    return all
  }

  /** One after another, so that what is told is what happened; where one fails, the rest stays. */
  async #erase(): Promise<void> {
    this.#turn('erasing')
    const gone: Erased[] = []
    try {
      // Counted while they are there.
      const agenda = this.#kinds.includes('agenda') ? (await this.#call('agenda.export', {})).entries : 0
      const notices = this.#kinds.includes('notices') ? (await this.#notices()).length : 0
      for (const kind of this.#kinds)
        gone.push([kind, kind === 'agenda' ? agenda : kind === 'notices' ? notices : await this.#eraseOf(kind)])
      this.#turn('nothing', words.erased(told(gone)))
    } catch {
      this.#turn('nothing', words.stopped(told(gone)))
    }
    this.#erased()
  }

  async #eraseOf(kind: Exclude<Kind, 'agenda' | 'notices'>): Promise<number> {
    switch (kind) {
      case 'conversations': {
        const all = await this.#list()
        for (const { id } of all) await this.#call('chat.remove', { conversation: id })
        return all.length
      }
      case 'memory': {
        const { facts, turns } = await this.#call('memory.forget', { everything: true })
        return facts + turns
      }
      case 'plans':
        return this.#each(
          async () => (await this.#call('plans.list', { status: 'all', limit: 50 })).plans,
          ({ id }) => this.#call('plans.remove', { plan: id }),
        )
      case 'schedules':
        return this.#each(
          async () => (await this.#call('schedules.list', { ended: true, limit: 200 })).schedules,
          ({ id }) => this.#call('schedules.remove', { schedule: id }),
        )
      case 'boards':
        return this.#each(
          () => this.#own(),
          ({ id }) => this.#call('whiteboard.remove', { board: id }),
        )
    }
  }

  /** A page after another, until nothing new comes. */
  async #each<T extends { id: string }>(page: () => Promise<readonly T[]>, remove: (each: T) => Promise<unknown>) {
    const done = new Set<string>()
    for (;;) {
      const fresh = (await page()).filter(({ id }) => !done.has(id))
      if (fresh.length === 0) return done.size
      for (const each of fresh) {
        await remove(each)
        done.add(each.id)
      }
    }
  }
}

const told = (gone: readonly Erased[]): string =>
  gone.map(([kind, count]) => `${words.kinds[kind]}: ${count}`).join(', ')

export const yoursStyles = css`
  .yours {
    display: grid;
    gap: 8px;
    margin: 16px 12px 20px;
    padding-block-start: 16px;
    border-block-start: 1px solid var(--_hairline);
  }
  .yours h3 {
    margin: 0;
    font: 600 13px/18px var(--_font);
  }
  .yours p {
    margin: 0;
    font: 400 13px/18px var(--_font);
    color: var(--_secondary);
    text-wrap: pretty;
  }
  .yours .ways {
    display: flex;
    flex-wrap: wrap;
    gap: 4px;
    margin-inline-start: -8px;
  }
`
