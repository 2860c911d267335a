/** The room behind the launcher: head, tabs, the panel that is open, or the reason why there is none. */
import { type CSSResult, html, type TemplateResult } from 'lit'
import type { PersonaCard } from '../bff/api.ts'
import { adopt } from './adopt.ts'
import { backend as realBackend } from './backend.ts'
import { ChatPanel } from './chat/panel.ts'
import { Client } from './client.ts'
import { diagnostic, diagnosticStyles } from './diagnostic.ts'
import type { PersonaWidget } from './element.ts'
import { emit } from './events.ts'
import { face } from './face.ts'
import { head } from './head.ts'
import { type Panel, type PanelHost, panels } from './panels.ts'
import { roomStyles } from './room-styles.ts'
import type { Backend, GetToken, Place, Setup } from './setup.ts'
import { type Strings, stringsFor } from './strings/strings.ts'
import { tabs } from './tabs.ts'
import { Trouble } from './trouble.ts'

export interface RoomOptions {
  element: PersonaWidget
  place: Place
  locale: string
  backend: Backend | undefined
  setup: () => Promise<Setup>
  /** Asked who is there; absent after a log-out. */
  getToken: GetToken | undefined
  /** The one to be in, if it is still there. */
  conversation: string | undefined
  /** It is somebody else now. */
  restart: () => void
}

export { accentRules } from './contrast.ts'

/** Log-out where no room was ever opened. */
export const forget = (place: Place, backend: Backend | undefined): Promise<void> =>
  (backend ?? realBackend).forget(place)

export class Room {
  persona: PersonaCard | undefined
  readonly #options: RoomOptions
  readonly #backend: Backend
  readonly #strings: Strings
  #trouble: Trouble | null = null
  #client: Client | null = null
  #tabs: string[] = ['chat']
  #tab = 'chat'
  readonly #open = new Map<string, Panel>()
  #waiting: ((chat: ChatPanel) => void)[] = []
  #visible = false
  #closed = false
  #focusWanted = false

  constructor(options: RoomOptions) {
    this.#options = options
    this.#backend = options.backend ?? realBackend
    this.#strings = stringsFor(options.locale)
    this.#adopt(roomStyles)
    this.#adopt(diagnosticStyles)
  }

  get conversation(): string | undefined {
    return this.#chat?.chat.thread?.conversation.id
  }

  get #chat(): ChatPanel | undefined {
    return this.#open.get('chat') as ChatPanel | undefined
  }

  get busy(): boolean {
    return [...this.#open.values()].some(({ busy }) => busy)
  }

  /** Find the backend, connect, and furnish. Trouble becomes a card. */
  async start(): Promise<void> {
    const { element, place, setup: ask, getToken } = this.#options
    this.#trouble = null
    element.status = 'connecting'
    this.#changed()
    try {
      const setup = await ask()
      this.#meet(setup.personas)
      if (this.persona === undefined) throw new Trouble('refused', 'This app has no such persona.')
      const connection = await this.#backend.connect(place, setup, getToken)
      if (this.#closed) return connection.close()
      const client = new Client(connection)
      this.#client = client
      client.on('welcome', (welcome) => {
        this.#meet(welcome.personas)
        this.#tabs = welcome.families.filter((family) => family in panels)
        if (!this.#tabs.includes(this.#tab)) this.#tab = this.#tabs[0] ?? 'chat'
      })
      client.on('state', (state) => {
        element.status = state
        this.#changed()
      })
      client.on('persona', (card) => {
        if (card.id === this.persona?.id) this.#meet([card])
      })
      client.on('person', () => this.#options.restart())
      client.on('refused', (trouble) => this.#fail(trouble))
      if (client.welcome !== null) this.#meet(client.welcome.personas)
      element.status = client.state
      await this.#show('chat')
    } catch (error) {
      this.#fail(error instanceof Trouble ? error : new Trouble('backend_unreachable', String(error)))
    }
  }

  close(): void {
    this.#closed = true
    for (const panel of this.#open.values()) panel.close()
    this.#open.clear()
    this.#client?.close()
  }

  see(visible: boolean): void {
    this.#visible = visible
    for (const [name, panel] of this.#open) panel.see(visible && name === this.#tab)
  }

  /** Called after each drawing of the element. */
  drawn(): void {
    const panel = this.#open.get(this.#tab)
    panel?.drawn()
    if (!this.#focusWanted || panel === undefined) return
    this.#focusWanted = false
    panel.focus()
  }

  focus(): void {
    const panel = this.#open.get(this.#tab)
    if (panel !== undefined && this.#trouble === null) return panel.focus()
    this.#focusWanted = true
    this.#options.element.renderRoot.querySelector<HTMLElement>('.diagnostic .solid, .head .close')?.focus()
  }

  send(text: string): void {
    this.#inChat((chat) => void chat.send(text))
  }

  prefill(text: string): void {
    this.#inChat((chat) => chat.prefill(text))
  }

  /** Show a room, or the conversations. Words that name neither show what was there. */
  async show(view: string): Promise<void> {
    const conversations = view === 'conversations'
    if (view in panels || conversations) await this.#show(conversations ? 'chat' : view)
    await new Promise<void>((resolve) =>
      this.#withChat((chat) => {
        if (conversations || view === 'chat') void chat.show(conversations ? 'conversations' : 'chat').then(resolve)
        else resolve(this.focus())
      }),
    )
  }

  newConversation(): void {
    this.#inChat((chat) => chat.newConversation())
  }

  render(shown: boolean): TemplateResult {
    const { element } = this.#options
    const strings = this.#strings
    const floating = element.mode !== 'inline'
    const panel = this.#open.get(this.#tab)
    const chat = panel instanceof ChatPanel ? panel : null
    return html`<section
      class="panel"
      part="panel"
      role=${floating ? 'dialog' : 'region'}
      aria-label=${this.persona?.name ?? strings.fallbackName}
      ?hidden=${!shown}
      @keydown=${this.#onKey}
    >
      ${head({
        strings,
        persona: this.persona,
        presence: this.#presence(),
        state: this.#trouble || this.persona?.paused ? 'offline' : (this.#client?.state ?? 'connecting'),
        floating,
        listing: chat?.view === 'conversations',
        onList: chat === null ? null : () => void chat.show(chat.view === 'chat' ? 'conversations' : 'chat'),
        onNew:
          chat === null || (chat.chat.thread === null && chat.view === 'chat') ? null : () => chat.newConversation(),
        onClose: () => void element.close(),
      })}
      ${
        this.#tabs.length > 1
          ? tabs(this.#tabs, this.#tab, strings, (name) => void this.#show(name))
          : html`<div></div>`
      }
      ${
        this.#trouble !== null
          ? diagnostic(this.#trouble, strings, () => void this.#again())
          : (panel?.render() ?? html`<div></div>`)
      }
      <slot name="footer"></slot>
    </section>`
  }

  readonly #onKey = (event: KeyboardEvent): void => {
    const { element } = this.#options
    if (event.key !== 'Escape' || event.defaultPrevented || event.isComposing || element.mode === 'inline') return
    event.preventDefault()
    void element.close()
  }

  #presence(): string {
    const { presence } = this.#strings
    if (this.#trouble !== null) return presence.offline
    if (this.persona?.paused) return presence.paused
    const state = this.#client?.state ?? 'connecting'
    return state === 'online' && this.busy ? presence.writing : presence[state]
  }

  async #again(): Promise<void> {
    this.#client?.close()
    for (const panel of this.#open.values()) panel.close()
    this.#open.clear()
    await this.start()
  }

  /** Which of the personas this is about; a later card may carry a new name or a pause. */
  #meet(personas: PersonaCard[]): void {
    const wanted = this.#options.place.persona
    const first = wanted ? undefined : personas[0]
    this.persona = personas.find(({ id }) => id === (wanted || this.persona?.id)) ?? first ?? this.persona
    if (this.persona) this.#chat?.meet(this.persona)
    this.#changed()
  }

  async #show(name: string): Promise<void> {
    const load = panels[name]
    const host = this.#host()
    if (load === undefined || host === null) return
    const before = this.#tab
    this.#tab = name
    if (!this.#open.has(name)) {
      // Without a line there is nothing new to show, so what was there stays.
      const Kind = await load().catch(() => null)
      if (Kind === null && this.#tab === name) this.#tab = before
      if (Kind === null) this.#changed()
      if (Kind === null || this.#closed) return
      this.#adopt(Kind.styles)
      this.#open.set(name, new Kind(host))
    }
    this.see(this.#visible)
    this.#changed()
    const panel = this.#open.get(name)
    if (!(panel instanceof ChatPanel)) return
    await this.#options.element.updateComplete
    for (const act of this.#waiting.splice(0)) act(panel)
  }

  #host(): PanelHost | null {
    const { element, place, locale, conversation } = this.#options
    const strings = this.#strings
    const client = this.#client
    if (client === null || this.persona === undefined) return null
    return {
      client,
      place,
      strings,
      locale,
      conversation,
      persona: this.persona,
      face: (size) => face(this.persona, size),
      find: (selector) => element.renderRoot.querySelector<HTMLElement>(selector),
      adopt: (styles) => this.#adopt(styles),
      changed: () => this.#changed(),
      drawn: () => element.updateComplete,
      unread: (count) => (element.unread = count),
      may: (scope) => client.welcome?.scopes.includes(scope) ?? false,
      reveal: (where, message) => this.#inChat((chat) => void chat.reveal(where, message)),
      emit: (name, detail, content) => emit(element, name, detail, content),
    }
  }

  #withChat(act: (chat: ChatPanel) => void): void {
    const panel = this.#open.get('chat')
    if (panel instanceof ChatPanel) act(panel)
    else this.#waiting.push(act)
  }

  /** The same, with the chat in front. */
  #inChat(act: (chat: ChatPanel) => void): void {
    if (this.#tab === 'chat') this.#withChat(act)
    else void this.#show('chat').then(() => this.#withChat(act))
  }

  #fail(trouble: Trouble): void {
    if (this.#closed) return
    this.#trouble = trouble
    this.#options.element.status = 'error'
    emit(this.#options.element, 'persona-error', { code: trouble.code, detail: trouble.message })
    this.#changed()
  }

  #adopt(styles: CSSResult): void {
    adopt(this.#options.element.renderRoot as ShadowRoot, styles)
  }

  #changed(): void {
    if (this.#closed) return
    const { element } = this.#options
    const panel = this.#open.get(this.#tab)
    element.view = panel?.view ?? 'chat'
    element.requestUpdate()
  }
}
