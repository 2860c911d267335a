/** What the panel of memory knows, and what can be done about it. No DOM: the panel draws what this says. */
import type { Api, Fact, Receipt, Recollection } from '../../bff/api.ts'
import { insist } from '../chat/insist.ts'
import { type Client, Refused } from '../client.ts'

export class Facts {
  phase: 'loading' | 'ready' | 'failed' = 'loading'
  all: readonly Fact[] = []
  /** Also what is no longer so. */
  past = false
  query = ''
  /** What was found for `query`; `null` while nothing is looked for. */
  found: readonly Recollection[] | null = null
  receipt: Receipt | null = null
  /** The last act that failed, in words a person may read. */
  trouble = ''
  readonly #client: Client
  readonly #persona: string
  readonly #changed: () => void
  readonly #lost: string
  readonly #off: (() => void)[]
  #before: string | null = null
  /** How many pages are shown. */
  #pages = 1
  #soon: ReturnType<typeof setTimeout> | undefined
  #searching: ReturnType<typeof setTimeout> | undefined
  #turn = 0

  /** @param lost what to say when nobody answers */
  constructor(client: Client, persona: string, changed: () => void, lost: string) {
    this.#client = client
    this.#persona = persona
    this.#changed = changed
    this.#lost = lost
    this.#off = [
      client.on('memory.fact', () => this.#loadSoon()),
      client.on('memory.forgotten', () => this.#loadSoon()),
      client.on('state', (state) => {
        if (state === 'online') void this.load()
        changed()
      }),
    ]
    if (client.state === 'online') void this.load()
  }

  get more(): boolean {
    return this.#before !== null
  }

  close(): void {
    clearTimeout(this.#soon)
    clearTimeout(this.#searching)
    for (const off of this.#off) off()
  }

  async load(): Promise<void> {
    const turn = ++this.#turn
    try {
      let facts: Fact[] = []
      let before: string | null = null
      for (let page = 0; page < this.#pages; page++) {
        const answer: Api['memory.list']['output'] = await this.#client.call('memory.list', {
          past: this.past,
          limit: 100,
          ...(before === null ? {} : { before }),
        })
        facts = [...facts, ...answer.facts]
        before = answer.before
        if (before === null) break
      }
      if (turn !== this.#turn) return
      this.all = facts.filter(({ persona }) => persona === this.#persona)
      this.#before = before
      this.phase = 'ready'
      if (this.query !== '') void this.#search()
    } catch {
      // What is shown stays; nothing shown says that it failed.
      if (turn === this.#turn && this.phase === 'loading') this.phase = 'failed'
    }
    this.#changed()
  }

  async again(): Promise<void> {
    this.phase = 'loading'
    this.#changed()
    await this.load()
  }

  async showMore(): Promise<void> {
    this.#pages++
    await this.load()
  }

  async showPast(past: boolean): Promise<void> {
    this.past = past
    await this.load()
  }

  /** Look for it once nobody types for a moment. */
  look(query: string): void {
    this.query = query.trim()
    clearTimeout(this.#searching)
    if (this.query === '') this.found = null
    else this.#searching = setTimeout(() => void this.#search(), 250)
    this.#changed()
  }

  correct(fact: string, text: string): Promise<boolean> {
    return this.#tried(async () => void (await insist(this.#client, 'memory.correct', { fact, text })))
  }

  forget(fact: string): Promise<boolean> {
    return this.#tried(async () => void (this.receipt = await insist(this.#client, 'memory.forget', { fact })))
  }

  forgetAll(): Promise<boolean> {
    return this.#tried(
      async () => void (this.receipt = await insist(this.#client, 'memory.forget', { everything: true })),
    )
  }

  /** Everything, page by page, as one text. @returns `null` when it failed */
  async export(): Promise<string | null> {
    const whole: { facts: unknown[]; turns: unknown[] } = { facts: [], turns: [] }
    const done = await this.#tried(async () => {
      for (let after: string | null | undefined; after !== null;) {
        const page = await this.#page(after)
        whole.facts.push(...page.facts)
        whole.turns.push(...page.turns)
        after = page.after
      }
    }, false)
    return done ? JSON.stringify(whole, null, 2) : null
  }

  #page(after: string | undefined) {
    return this.#client.call('memory.export', { limit: 500, ...(after === undefined ? {} : { after }) })
  }

  async #search(): Promise<void> {
    const { query } = this
    try {
      const { found } = await this.#client.call('memory.search', { query: query.slice(0, 1000), limit: 20 })
      if (query !== this.query) return
      this.found = found
      this.trouble = ''
    } catch (error) {
      this.trouble = error instanceof Refused ? error.problem.detail : this.#lost
    }
    this.#changed()
  }

  /** Soon, and once for a flurry of reasons. */
  #loadSoon(): void {
    clearTimeout(this.#soon)
    this.#soon = setTimeout(() => void this.load(), 300)
  }

  async #tried(act: () => Promise<void>, changes = true): Promise<boolean> {
    try {
      await act()
      this.trouble = ''
    } catch (error) {
      this.trouble = error instanceof Refused ? error.problem.detail : this.#lost
      this.#changed()
      return false
    }
    if (changes) await this.load()
    this.#changed()
    return true
  }
}

/** Facts by whom or what they are about: the person first, words of others last. */
export const grouped = (facts: readonly Fact[]): [subject: string, facts: Fact[]][] => {
  const groups = Map.groupBy(facts, ({ subject, trust }) =>
    trust === 'outside' ? '\uffff' : subject === 'me' ? '' : subject,
  )
  return [...groups].toSorted(([a], [b]) => (a < b ? -1 : 1))
}
