/**
 * `<persona-widget>`: a persona in the corner of a page, or inside it.
 *
 * Attributes (each is a property too, in camelCase; `open` is the property `opened`, for `open()` is a method)
 *   app          the app's id at the backend; required
 *   endpoint     the backend's URL; default: the origin this script came from
 *   persona      which persona, where the app has several
 *   mode         floating (default) | inline                                                        reflected
 *   theme        auto (default) | light | dark                                                      reflected
 *   accent       any CSS colour; shifted in lightness where it could not be read
 *   position     end (default) | start: the bottom corner, in the reading direction                 reflected
 *   open         present while the panel is open                                                    reflected
 *   view         chat | conversations                                                               reflected
 *   unread       finished answers not seen yet                                                      reflected
 *   status       idle | connecting | online | offline | error                                       reflected
 *   locale       BCP 47; default: the browser's
 *   no-greeting  no greeting beside the launcher
 *   data-events  "content": events carry the words of messages
 *
 * Properties   config (merges deeply; takes a structured clone), ready (a promise), backend (a stand-in, for demos)
 * Methods      open() close() toggle() send(text) prefill(text) newConversation() focus() reset() replaceConfig(config);
 *              all return promises and may be called as soon as the element is defined
 * Events       persona-ready -open -close -message -unread -error -status;
 *              cancelable: persona-before-open -before-send -link-click. Details: events.ts
 * Slots        launcher, header-start, header-end, empty, footer
 * Parts        launcher badge greeting panel head avatar name presence tabs chat log message message-person
 *              message-persona bubble composer field send stop jump empty suggestion conversations diagnostic
 * States       :state(open) :state(streaming) :state(offline)
 * CSS          --persona-accent -surface -text -radius -font -font-mono -shadow -z -launcher-size -inset-block
 *              -inset-inline
 */
import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit'
import { emit } from './events.ts'
import { greeting, launcher, launcherStyles } from './launcher.ts'
import type { Room } from './room.ts'
import { defaults, merge, type Settings } from './settings.ts'
import { type Backend, type Place, readSetup, type Setup } from './setup.ts'
import { base } from './styles.ts'
import { tokens } from './theme.ts'
import { listenForTriggers } from './triggers.ts'
import { VERSION } from './version.ts'

export type Status = 'idle' | 'connecting' | 'online' | 'offline' | 'error'

const ownKeys = [...Object.keys(defaults), 'opened', 'config', 'backend'] as const

export class PersonaWidget extends LitElement {
  static readonly version: string = VERSION
  static override styles = [tokens, base, launcherStyles]
  static override properties = {
    app: {},
    endpoint: {},
    persona: {},
    mode: { reflect: true },
    theme: { reflect: true },
    accent: {},
    position: { reflect: true },
    locale: {},
    noGreeting: { type: Boolean, attribute: 'no-greeting' },
    opened: { type: Boolean, attribute: 'open', reflect: true },
    view: { reflect: true },
    unread: { type: Number, reflect: true },
    status: { reflect: true },
  }

  declare app: string
  declare endpoint: string
  declare persona: string
  declare mode: 'floating' | 'inline'
  declare theme: 'auto' | 'light' | 'dark'
  declare accent: string
  declare position: 'end' | 'start'
  declare locale: string
  declare noGreeting: boolean
  declare opened: boolean
  declare view: string
  declare unread: number
  declare status: Status

  /** Replaces the network, for demos and tests: set it before the first opening. */
  backend: Backend | undefined
  /** Resolves when the element can be opened. */
  readonly ready: Promise<void>

  readonly #internals = this.attachInternals()
  readonly #accentSheet = new CSSStyleSheet()
  #config: Settings = {}
  #becomeReady: () => void = () => {}
  #setup: Promise<Setup> | null = null
  #known: Setup | null = null
  #room: Room | null = null
  #entering: Promise<Room> | null = null
  #greets = false
  #life: AbortController | null = null
  #farewell: ReturnType<typeof setTimeout> | undefined
  /** The accent comes to the document's own knowledge only through styles, so those are watched. */
  readonly #restyled = new MutationObserver(() => this.#paint())

  constructor() {
    super()
    Object.assign(this, defaults, { opened: false, view: 'chat', unread: 0, status: 'idle' })
    this.ready = new Promise((resolve) => {
      this.#becomeReady = resolve
    })
    this.#adoptEarly()
  }

  /** The settings given so far. Setting merges deeply into them. */
  get config(): Settings {
    return this.#config
  }
  set config(config: Settings) {
    this.#config = merge(this.#config, structuredClone(config))
    this.#useConfig(this.#config)
  }

  /** Forget earlier settings, and use these over the defaults. */
  async replaceConfig(config: Settings): Promise<void> {
    this.#config = structuredClone(config)
    this.#useConfig({ ...defaults, ...this.#config })
    await this.updateComplete
  }

  async open(): Promise<void> {
    await this.ready
    if (this.opened || this.mode === 'inline') return this.focus()
    if (!emit(this, 'persona-before-open', {})) return
    this.opened = true
    await this.updateComplete
    await this.#enter()
    await this.updateComplete
    await this.focus()
  }

  async close(): Promise<void> {
    await this.ready
    if (!this.opened) return
    const had = this.shadowRoot?.activeElement != null
    this.opened = false
    await this.updateComplete
    if (had) this.renderRoot.querySelector<HTMLElement>('.launcher')?.focus()
  }

  toggle(): Promise<void> {
    return this.opened ? this.close() : this.open()
  }

  /** Send a message as the person; opens the panel. */
  async send(text: string): Promise<void> {
    await this.open()
    if (this.#shown) (await this.#enter()).send(text)
  }

  /** Put words into the field without sending them; opens the panel. */
  async prefill(text: string): Promise<void> {
    await this.open()
    if (this.#shown) (await this.#enter()).prefill(text)
  }

  async newConversation(): Promise<void> {
    ;(await this.#enter()).newConversation()
  }

  override async focus(): Promise<void> {
    await this.ready
    if (this.#shown) (await this.#enter()).focus()
    else this.renderRoot.querySelector<HTMLElement>('.launcher')?.focus()
  }

  /** Log-out: close, forget the key and everything kept under it. The next person is a new one. */
  async reset(): Promise<void> {
    const place = this.#place()
    const { forget } = await import('./room.ts')
    await this.close()
    this.#leave()
    await forget(place, this.backend)
    this.unread = 0
    if (this.mode === 'inline') await this.#enter()
  }

  get #shown(): boolean {
    return this.opened || this.mode === 'inline'
  }

  override connectedCallback(): void {
    super.connectedCallback()
    clearTimeout(this.#farewell)
    listenForTriggers(this.ownerDocument)
    // It came back after it had been given up.
    if (this.hasUpdated && this.#shown) void this.#enter()
    this.#life = new AbortController()
    const { signal } = this.#life
    this.#guardKeys(signal)
    this.#restyled.observe(this, { attributeFilter: ['style', 'class'] })
    matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => this.#paint(), { signal })
    document.addEventListener('visibilitychange', () => this.#room?.see(this.#visible()), { signal })
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    this.#life?.abort()
    this.#restyled.disconnect()
    // Frameworks move and remount elements: only what stays away for a while is gone.
    this.#farewell = setTimeout(() => this.#leave(), 5000)
  }

  protected override createRenderRoot(): HTMLElement | DocumentFragment {
    const root = super.createRenderRoot() as ShadowRoot
    root.adoptedStyleSheets = [...root.adoptedStyleSheets, this.#accentSheet]
    return root
  }

  protected override firstUpdated(): void {
    this.#paint()
    this.#becomeReady()
    emit(this, 'persona-ready', {})
    const idle: (run: () => void) => unknown = globalThis.requestIdleCallback ?? ((run) => setTimeout(run, 300))
    if (this.mode === 'inline') void this.#enter()
    else if (!this.opened) idle(() => void this.#greet())
  }

  protected override updated(changed: PropertyValues<this>): void {
    if (changed.has('opened')) this.#opening(changed.get('opened') === true)
    if (changed.has('theme') || changed.has('accent')) this.#paint()
    if (changed.has('unread') && changed.get('unread') !== undefined)
      emit(this, 'persona-unread', { count: this.unread })
    if (changed.has('status') && changed.get('status') !== undefined)
      emit(this, 'persona-status', { status: this.status })
    const elsewhere = (['app', 'endpoint', 'persona'] as const).some(
      (key) => changed.has(key) && changed.get(key) !== undefined,
    )
    if (elsewhere) this.#leave()
    if (this.isConnected && ((elsewhere && this.opened) || (this.mode === 'inline' && this.#room === null)))
      void this.#enter()
    this.#state('open', this.opened || this.mode === 'inline')
    this.#state('streaming', this.#room?.busy ?? false)
    this.#state('offline', this.status === 'offline')
    this.#room?.drawn()
  }

  protected override render(): TemplateResult {
    const inline = this.mode === 'inline'
    const shows = inline || this.opened
    const room = this.#room
    const persona = room?.persona ?? this.#known?.personas.find(({ id }) => !this.persona || id === this.persona)
    return html`<i class="probe"></i> ${room?.render(shows) ?? nothing}
      ${
        inline
          ? nothing
          : launcher(
              {
                persona,
                open: this.opened,
                unread: this.unread,
                greeting: this.#greets ? (persona?.greeting ?? '') : '',
              },
              { toggle: () => void this.toggle(), dismiss: () => this.#dismiss() },
            )
      }`
  }

  #opening(before: boolean): void {
    this.#greets = false
    if (this.opened) {
      void this.#enter()
      emit(this, 'persona-open', {})
    } else if (before) emit(this, 'persona-close', {})
    this.#room?.see(this.#visible())
  }

  #visible(): boolean {
    return (this.opened || this.mode === 'inline') && !document.hidden
  }

  #place(): Place {
    const endpoint = this.endpoint || new URL(import.meta.url).origin
    return { app: this.app, endpoint: endpoint.replace(/\/$/, ''), persona: this.persona }
  }

  /** The room is fetched when somebody wants in: until then nothing but the launcher is loaded. */
  #enter(): Promise<Room> {
    this.#entering ??= (async () => {
      const { Room } = await import('./room.ts')
      const place = this.#place()
      const room = new Room({
        element: this,
        place,
        locale: this.locale,
        backend: this.backend,
        setup: () => this.#ask(),
      })
      this.#room = room
      this.#paint()
      room.see(this.#visible())
      this.requestUpdate()
      void room.start()
      await this.updateComplete
      return room
    })()
    return this.#entering
  }

  #leave(): void {
    this.#room?.close()
    this.#room = null
    this.#entering = null
    this.#setup = null
    this.#known = null
    this.status = 'idle'
    this.requestUpdate()
  }

  /** The configuration, asked for once; a failure may be asked again. */
  #ask(): Promise<Setup> {
    this.#setup ??= (this.backend?.setup ?? readSetup)(this.#place()).then(
      (setup) => (this.#known = setup),
      (error: unknown) => {
        this.#setup = null
        throw error
      },
    )
    return this.#setup
  }

  async #greet(): Promise<void> {
    if (this.noGreeting || this.app === '' || greeting.dismissed(this.app)) return
    // Trouble is told when somebody opens the panel, not to everybody who visits the page.
    const setup = await this.#ask().catch(() => null)
    if (setup === null || this.opened) return
    this.#greets = true
    this.requestUpdate()
  }

  #dismiss(): void {
    greeting.dismiss(this.app)
    this.#greets = false
    this.requestUpdate()
  }

  /** What CSS alone makes of the accent will do for the launcher; the room computes the rest. */
  #paint(): void {
    const seed =
      this.accent && CSS.supports('color', this.accent) ? `:host{--persona-accent:${this.accent}!important}` : ''
    this.#accentSheet.replaceSync(seed)
    const probe = this.renderRoot.querySelector('.probe')
    if (this.#room !== null && probe !== null) this.#accentSheet.replaceSync(seed + this.#room.accent(probe))
  }

  #state(name: string, on: boolean): void {
    if (on) this.#internals.states.add(name)
    else this.#internals.states.delete(name)
  }

  /** A host's shortcuts must not fire while somebody writes to the persona. Escape and F6 lead out, so they pass. */
  #guardKeys(signal: AbortSignal): void {
    const root = this.renderRoot
    for (const type of ['keydown', 'keypress', 'keyup', 'input', 'paste', 'beforeinput']) {
      root.addEventListener(
        type,
        (event) => {
          const { key } = event as KeyboardEvent
          const inField =
            event.composedPath()[0] instanceof Element &&
            (event.composedPath()[0] as Element).matches('textarea, input')
          if (inField && key !== 'Escape' && key !== 'F6') event.stopPropagation()
        },
        { signal },
      )
    }
  }

  #useConfig(config: Settings): void {
    for (const key of Object.keys(defaults) as (keyof Settings)[]) {
      if (config[key] !== undefined) Object.assign(this, { [key]: config[key] })
    }
  }

  /** Properties that a page set before the element was defined hide the accessors: take them up properly. */
  #adoptEarly(): void {
    for (const key of ownKeys) {
      if (!Object.hasOwn(this, key) || key === 'backend') continue
      const value: unknown = Reflect.get(this, key)
      Reflect.deleteProperty(this, key)
      Reflect.set(this, key, value)
    }
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'persona-widget': PersonaWidget
  }
}
