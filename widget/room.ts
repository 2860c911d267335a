/** The room behind the launcher: head, tabs, the panel that is open, or the reason why there is none. */
import { type CSSResult, html, nothing, type TemplateResult } from 'lit'
import type { PersonaCard, Welcome } from '../bff/api.ts'
import { adopt } from './adopt.ts'
import { backend as realBackend } from './backend.ts'
import { ChatPanel } from './chat/panel.ts'
import { Client } from './client.ts'
import { Counts } from './counts.ts'
import { emit } from './events.ts'
import { forgetGreeting } from './forget.ts'
import { face } from './face.ts'
import { head } from './head.ts'
import { OpenPanels } from './open-panels.ts'
import { counting, type PanelHost, panels } from './panels.ts'
import { pause } from './pause.ts'
import type { RoomOptions } from './room-options.ts'
import { roomStyles } from './room-styles.ts'
import { type Backend, idOf, type Place } from './setup.ts'
import { type Strings, strings } from './strings/strings.ts'
import { tongue, worded } from './strings/words.ts'
import { tabs } from './tabs.ts'
import { Trouble, unreachable } from './trouble.ts'

export { speak } from './strings/words.ts'

/**
 * Log-out, also where no room was ever opened.
 * @param all what is nobody's in particular too
 */
export const forget = async (place: Place, backend: Backend | undefined, all: boolean): Promise<void> => {
  if (all) forgetGreeting(place.app)
  await (backend ?? realBackend).forget(place)
}

export class Room {
  persona: PersonaCard | undefined
  readonly #options: RoomOptions
  readonly #backend: Backend
  readonly #strings: Strings
  #card: (trouble: Trouble) => TemplateResult | typeof nothing = () => nothing
  #trouble: Trouble | null = null
  #client: Client | null = null
  #tabs: string[] = ['chat']
  #tab = 'chat'
  readonly #open = new OpenPanels()
  readonly #counts: Counts
  readonly #life = new AbortController()
  #said = ''
  /** What is to be shown once it is granted. */
  #wanted = ''
  #waiting: ((chat: ChatPanel) => void)[] = []
  #visible = false
  #closed = false
  #focusWanted = false

  constructor(options: RoomOptions) {
    this.#options = options
    this.#backend = options.backend ?? realBackend
    this.#strings = strings
    this.#counts = new Counts(options.element)
    this.#adopt(roomStyles)
    const { signal } = this.#life
    document.addEventListener('securitypolicyviolation', this.#policy, { signal })
    addEventListener('online', () => this.#trouble?.code === 'offline' && void this.#again(), { signal })
    if (matchMedia('(pointer: coarse)').matches)
      void import('./keyboard.ts').then(
        ({ followKeyboard }) => followKeyboard(() => this.#box, signal),
        () => {},
      )
  }

  get conversation(): string | undefined {
    return this.#open.chat?.chat.thread?.conversation.id
  }

  get busy(): boolean {
    return this.#open.busy
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
      const client = new Client(connection, this.#options.backend ? '' : idOf(place))
      this.#client = client
      client.on('welcome', (welcome) => this.#welcomed(welcome))
      client.on('state', (state) => {
        element.status = state
        this.#changed()
      })
      client.on('persona', (card) => {
        if (card.id === this.persona?.id) this.#meet([card])
      })
      client.on('person', () => this.#options.restart())
      client.on('refused', (trouble) => this.#fail(trouble))
      element.status = client.state
      await this.#show('chat')
      if (client.welcome !== null) this.#welcomed(client.welcome)
    } catch (error) {
      // What the page's own policy stopped is told a moment later.
      await pause(50)
      // A stand-in has a class of its own.
      this.#fail((error as Error)?.name === 'Trouble' ? (error as Trouble) : unreachable(place.endpoint, error))
    }
  }

  close(): void {
    this.#closed = true
    this.#life.abort()
    this.#open.close()
    this.#client?.close()
    this.#counts.close()
  }

  see(visible: boolean): void {
    this.#visible = visible
    this.#open.see(visible, this.#tab)
  }

  /** Called after each drawing of the element. */
  drawn(): void {
    const { element } = this.#options
    const box = this.#box
    // In the top layer nothing of the page can cover it, clip it, or move what it is placed by.
    if (box?.popover && element.isConnected) box.togglePopover(element.opened)
    const panel = this.#open.get(this.#tab)
    panel?.drawn()
    if (!this.#focusWanted || panel === undefined) return
    this.#focusWanted = false
    panel.focus()
  }

  focus(): void {
    const panel = this.#open.get(this.#tab)
    // What is not drawn yet cannot take the focus.
    if (panel !== undefined && this.#trouble === null && !this.#options.element.isUpdatePending) return panel.focus()
    this.#focusWanted = true
    this.#options.element.renderRoot.querySelector<HTMLElement>('.diagnostic .solid, .head .close')?.focus()
  }

  send(text: string): void {
    this.#withChat((chat) => void chat.send(text))
  }

  prefill(text: string): void {
    this.#withChat((chat) => chat.prefill(text))
  }

  /** Show a room, or the conversations. Words that name neither show what was there. */
  async show(view: string): Promise<void> {
    const conversations = view === 'conversations'
    this.#wanted = this.#tabs.includes(view) ? '' : view
    if (this.#wanted === '') await this.#show(view)
    await this.#options.element.updateComplete
    if (this.#tab !== 'chat' && !conversations) return this.focus()
    await new Promise<void>((resolve) =>
      this.#withChat((chat) => {
        if (conversations || view === 'chat') void chat.show(conversations ? 'conversations' : 'chat').then(resolve)
        else resolve(this.focus())
      }),
    )
  }

  newConversation(): void {
    this.#withChat((chat) => chat.newConversation())
  }

  render(shown: boolean): TemplateResult {
    const { element } = this.#options
    const strings = this.#strings
    const floating = element.mode !== 'inline'
    const panel = this.#open.get(this.#tab)
    const chat = panel instanceof ChatPanel ? panel : null
    const { lang, dir } = tongue()
    return html`<section
      class="panel"
      part="panel"
      popover=${floating ? 'manual' : nothing}
      lang=${lang}
      dir=${dir ?? nothing}
      role=${floating ? 'dialog' : 'region'}
      aria-label=${this.persona?.name ?? strings.fallbackName}
      ?hidden=${!shown}
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
          ? tabs(
              this.#tabs,
              this.#tab,
              strings,
              (name) => this.#counts.of(name),
              (name) => void this.#show(name),
            )
          : html`<div></div>`
      }
      ${this.#trouble !== null ? this.#card(this.#trouble) : (panel?.render() ?? html`<div></div>`)}
      <slot name="footer"></slot>
      <div class="sr" role="status" aria-live="polite">${this.#said}</div>
    </section>`
  }

  /** What is pressed anywhere in the widget, and was not of use to what has the focus. */
  press(event: KeyboardEvent): void {
    const { element } = this.#options
    if (event.defaultPrevented || event.isComposing) return
    if (event.key === '?' && !(event.target as Element).matches('textarea, input'))
      void worded(import('./shortcuts.ts')).then(({ showShortcuts, shortcutStyles }) => {
        this.#adopt(shortcutStyles)
        showShortcuts(element.renderRoot, this.#tabs, this.#strings)
      })
    else if (event.key === 'Escape' && element.opened && element.mode !== 'inline') void element.close()
    else return
    event.preventDefault()
  }

  get #box(): HTMLElement | null {
    return this.#options.element.renderRoot.querySelector('.panel')
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
    this.#open.close()
    await this.start()
  }

  /** Which of the personas this is about; a later card may carry a new name or a pause. */
  #meet(personas: PersonaCard[]): void {
    const wanted = this.#options.place.persona
    const first = wanted ? undefined : personas[0]
    this.persona = personas.find(({ id }) => id === (wanted || this.persona?.id)) ?? first ?? this.persona
    if (this.persona) this.#open.chat?.meet(this.persona)
    this.#changed()
  }

  async #show(name: string): Promise<void> {
    if (!(await this.#furnish(name))) return
    this.#tab = name
    this.see(this.#visible)
    this.#changed()
    const { chat } = this.#open
    await this.#options.element.updateComplete
    if (name === 'chat' && chat) for (const act of this.#waiting.splice(0)) act(chat)
  }

  async #furnish(name: string): Promise<boolean> {
    const host = this.#host(name)
    return host !== null && this.#open.furnish(name, host, (styles) => this.#adopt(styles))
  }

  #welcomed({ personas, families }: Welcome): void {
    this.#meet(personas)
    this.#tabs = families.filter((family) => family in panels)
    if (!this.#tabs.includes(this.#tab)) this.#tab = this.#tabs[0] ?? 'chat'
    for (const name of this.#tabs.filter((each) => counting.includes(each))) void this.#furnish(name)
    if (this.#tabs.includes(this.#wanted)) void this.show(this.#wanted)
  }

  #host(name: string): PanelHost | null {
    const { element, place, conversation } = this.#options
    const client = this.#client
    if (client === null || this.persona === undefined) return null
    const follow = (id: string): void =>
      this.#withChat((chat) => void chat.chat.openConversation(id).then(() => chat.show('chat')))
    return {
      client,
      place,
      strings: this.#strings,
      get locale() {
        return element.spoken
      },
      conversation,
      persona: this.persona,
      face: (size) => face(this.persona, size),
      find: (selector) => element.renderRoot.querySelector<HTMLElement>(selector),
      adopt: (styles) => this.#adopt(styles),
      changed: () => this.#changed(),
      drawn: () => element.updateComplete,
      say: (text) => {
        this.#said = text
        this.#changed()
      },
      unread: (count) => this.#counts.set(name, count),
      may: (scope) => client.welcome?.scopes.includes(scope) ?? false,
      reveal: (where, message) => this.#withChat((chat) => void chat.reveal(where, message)),
      follow,
      visit: ({ kind, id, conversation: where }) => {
        if (where !== null) follow(where)
        else if (kind === 'entry') void this.show('agenda').then(() => this.#open.get('agenda')?.point?.(id))
      },
      emit: (name, detail, content) => emit(element, name, detail, content),
    }
  }

  /** In the chat, whatever room is in front: now, or once there is one. */
  #withChat(act: (chat: ChatPanel) => void): void {
    const { chat } = this.#open
    if (!chat) this.#waiting.push(act)
    else if (this.#tab === 'chat') act(chat)
    else void this.#show('chat').then(() => act(chat))
  }

  #fail(trouble: Trouble): void {
    // What the page's policy stopped is why everything after it failed.
    if (this.#closed || this.#trouble?.code === 'csp_blocked') return
    this.#trouble = trouble
    void this.#explain()
    this.#options.element.status = 'error'
    emit(this.#options.element, 'persona-error', { code: trouble.code, detail: trouble.message })
    this.#changed()
  }

  /** How that looks is fetched when it is needed; where it cannot be, there are its bare words. */
  async #explain(): Promise<void> {
    const strings = this.#strings
    const again = (): void => void this.#again()
    const card = await import('./diagnostic.ts').catch(() => null)
    if (card) this.#adopt(card.diagnosticStyles)
    this.#card = (trouble) =>
      card?.diagnostic(trouble, strings, again) ??
      html`<div class="diagnostic" part="diagnostic" role="alert">
        <p>${trouble.message}</p>
        <button type="button" class="solid" @click=${again}>${strings.tryAgain}</button>
      </div>`
    this.#changed()
    await this.#options.element.updateComplete
    if (this.#focusWanted) this.focus()
  }

  readonly #policy = ({ effectiveDirective, blockedURI }: SecurityPolicyViolationEvent): void => {
    const { host } = new URL(this.#options.place.endpoint)
    if (effectiveDirective === 'connect-src' && blockedURI.split('/')[2] === host)
      this.#fail(new Trouble('csp_blocked', `connect-src ${blockedURI.split('/', 3).join('/')}`))
  }

  #adopt(styles: CSSResult): void {
    adopt(this.#options.element.renderRoot as ShadowRoot, styles)
  }

  #changed(): void {
    if (this.#closed) return
    const { element } = this.#options
    element.view = this.#open.get(this.#tab)?.view ?? 'chat'
    element.requestUpdate()
  }
}
