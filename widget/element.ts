/**
 * `<persona-widget>`: a persona in the corner of a page, or inside it.
 *
 * Attributes (each is a property too, in camelCase; `open` is the property `opened`, for `open()` is a method)
 *   app          the app's id at the backend; required
 *   endpoint     the backend's URL; default: the origin this script came from
 *   persona      which persona, where the app has several
 *   mode         floating (default) | inline | side | fullscreen                                    reflected
 *   theme        auto (default) | light | dark                                                      reflected
 *   accent       any CSS colour; shifted in lightness where it could not be read
 *   position     end (default) | start | top-end | top-start: the corner, in the reading direction  reflected
 *   density      comfortable (default) | compact                                                    reflected
 *   open         present while the panel is open                                                    reflected
 *   view         chat | conversations | memory | plans | agenda | whiteboard | notifications        reflected
 *   unread       finished answers and notices not seen yet                                          reflected
 *   status       idle | connecting | online | offline | error                                       reflected
 *   locale       BCP 47; default: the page's (`lang`), else the browser's
 *   consent      required: nothing is kept, asked for or shown until it is anything else, or consent(true) was called
 *   no-greeting  no greeting beside the launcher
 *   page-badge   the count of what is unread is shown in the page's own title and icon too
 *   data-events  "content": events carry the words of messages
 *
 * Properties   config (merges deeply; takes a structured clone), ready (a promise), backend (a stand-in, for demos),
 *              getToken (returns the signed assertion of who the page's user is, or nothing when nobody is signed in)
 * Methods      open(view?) close() toggle() send(text) prefill(text) newConversation() focus() login(getToken?) logout()
 *              reset() consent(given) replaceConfig(config); all return promises and may be called as soon as the element is defined.
 *              Before that: `(element.q ??= []).push(['open'])`, or the loader's `PersonaWidget('open')`
 * Commands     <button commandfor="its id" command="--open">, and --close --toggle
 * Events       persona-ready -open -close -message -unread -error -status;
 *              cancelable: persona-before-open -before-send -link-click. Details: events.ts
 * Slots        launcher, header-start, header-end, empty, footer
 * Parts        launcher badge greeting panel head avatar name presence tabs chat log message message-person
 *              message-persona message-team activity approval bubble composer field send stop jump empty suggestion
 *              conversations memory plans agenda entry settings inbox whiteboard data diagnostic shortcuts
 * States       :state(open) :state(streaming) :state(offline)
 * CSS          --persona-accent -surface -text -radius -density -font -font-mono -shadow -z -launcher-size -inset-block
 *              -inset-inline -inline-size -block-size
 */
import { html, nothing, type PropertyValues, type TemplateResult } from 'lit'
import type { PersonaCard } from '../bff/api.ts'
import { adopt } from './adopt.ts'
import { type Callable, takeCalls, takeCommands } from './calls.ts'
import { Configured } from './configured.ts'
import { Entrance } from './entrance.ts'
import { emit } from './events.ts'
import { guardKeys } from './key-guard.ts'
import { launcher, launcherStyles } from './launcher.ts'
import { Paint } from './paint.ts'
import type { GetToken } from './setup.ts'
import { base } from './styles.ts'
import { tokens } from './theme.ts'
import { listenForTriggers } from './triggers.ts'
import { VERSION } from './version.ts'

const idle: (run: () => void) => unknown = globalThis.requestIdleCallback ?? ((run) => setTimeout(run, 300))

export class PersonaWidget extends Configured {
  static readonly version: string = VERSION
  static override styles = [tokens, base, launcherStyles]

  /** Define it under a tag, once. A tag that another release holds is left as it is, with a warning. */
  static define(tag: string): void {
    const taken = customElements.get(tag) as { version?: string } | undefined
    // A class can hold one tag only, so every further tag gets its own.
    if (taken === undefined) customElements.define(tag, customElements.getName(this) ? class extends this {} : this)
    else if (taken.version !== VERSION) console.warn(`<${tag}> is release ${taken.version} already, not ${VERSION}.`)
  }

  declare q: Callable['q']
  /** Resolves when the element can be opened. */
  readonly ready: Promise<void>

  readonly #internals = this.attachInternals()
  readonly #paint = new Paint(this)
  readonly #entrance = new Entrance(this, this.#paint)
  #becomeReady: () => void = () => {}
  #begun = false
  #greets: ((persona: PersonaCard) => TemplateResult | typeof nothing) | null = null
  #foreign = false
  #life: AbortController | null = null
  /** What of the page had the focus. */
  #before: HTMLElement | null = null
  #farewell: ReturnType<typeof setTimeout> | undefined

  /** The page has not let it do anything yet, or no longer. */
  get barred(): boolean {
    return this.consents === 'required'
  }

  constructor() {
    super()
    this.ready = new Promise((resolve) => {
      this.#becomeReady = resolve
    })
    takeCommands(this)
    // Turbo's morphing takes away what the next page's HTML does not have.
    this.addEventListener('turbo:before-morph-element', (event) => {
      if (!(event as CustomEvent<{ newElement?: Element }>).detail.newElement) event.preventDefault()
    })
  }

  /** @param view one of its rooms, or `conversations`; without it what was shown before */
  async open(view?: string): Promise<void> {
    await this.ready
    if (!this.shown) {
      if (!emit(this, 'persona-before-open', {})) return
      this.#before = document.activeElement as HTMLElement | null
      this.opened = true
      await this.updateComplete
    }
    const room = await this.#entrance.enter()
    if (view) return room.show(view)
    await this.updateComplete
    await this.focus()
  }

  async close(): Promise<void> {
    await this.ready
    if (!this.opened) return
    const had = this.shadowRoot?.activeElement != null
    this.opened = false
    await this.updateComplete
    if (!had) return
    const before = this.#before
    before?.focus()
    if (before === document.body || document.activeElement !== before) await this.focus()
  }

  toggle(): Promise<void> {
    return this.opened ? this.close() : this.open()
  }

  /** Send a message as the person; opens the panel. */
  async send(text: string): Promise<void> {
    await this.open()
    if (this.shown) (await this.#entrance.enter()).send(text)
  }

  /** Put words into the field without sending them; opens the panel. */
  async prefill(text: string): Promise<void> {
    await this.open()
    if (this.shown) (await this.#entrance.enter()).prefill(text)
  }

  async newConversation(): Promise<void> {
    ;(await this.#entrance.enter()).newConversation()
  }

  override async focus(): Promise<void> {
    await this.ready
    if (this.shown) (await this.#entrance.enter()).focus()
    else this.renderRoot.querySelector<HTMLElement>('.launcher')?.focus()
  }

  /**
   * The page's user has signed in: ask the page who it is, and go on as that person, with what was said so far.
   * @param getToken set as the property, if given
   */
  async login(getToken: GetToken | undefined = this.getToken): Promise<void> {
    this.getToken = getToken
    this.#entrance.loggedOut = false
    await this.ready
    await this.#entrance.again()
  }

  /** End the session, here and in every tab; the next person is a new one. The page is not asked again until `login()`. */
  async logout(): Promise<void> {
    await this.#entrance.forget()
    this.unread = 0
    if (this.mode === 'inline') await this.#entrance.enter()
  }

  /** The person agrees that something is kept here and asked for, or does so no longer: then what was kept is deleted. */
  async consent(given: boolean): Promise<void> {
    this.consents = given ? 'given' : 'required'
    await this.updateComplete
  }

  /** `logout()`, by its older name. */
  reset(): Promise<void> {
    return this.logout()
  }

  /** Open, or always so. */
  get shown(): boolean {
    return this.opened || this.mode === 'inline'
  }

  override connectedCallback(): void {
    super.connectedCallback()
    clearTimeout(this.#farewell)
    listenForTriggers(this.ownerDocument)
    // It came back after it had been given up.
    if (this.hasUpdated && this.shown) void this.#entrance.enter()
    // The top layer forgets what was away for a moment.
    this.requestUpdate()
    this.#speak()
    this.#life = new AbortController()
    if (this.#begun) this.#mingle()
    const { signal } = this.#life
    guardKeys(this.renderRoot as ShadowRoot, signal)
    this.renderRoot.addEventListener('keydown', (event) => this.#entrance.room?.press(event as KeyboardEvent), {
      signal,
    })
    this.#paint.watch(signal)
    document.addEventListener('visibilitychange', () => this.#entrance.room?.see(this.#entrance.visible), { signal })
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    this.#life?.abort()
    // Turbo and Astro put another body in the place of the one this was in.
    if (this.mode !== 'inline' && this.parentNode instanceof HTMLBodyElement && this.parentNode !== document.body)
      return void document.body.append(this)
    // Frameworks move and remount elements: only what stays away for a while is gone.
    this.#farewell = setTimeout(() => this.#entrance.leave(), 5000)
  }

  protected override createRenderRoot(): HTMLElement | DocumentFragment {
    const root = super.createRenderRoot() as ShadowRoot
    root.adoptedStyleSheets = [...root.adoptedStyleSheets, this.#paint.sheet]
    return root
  }

  protected override firstUpdated(): void {
    void this.#paint.again()
  }

  #begin(): void {
    this.#becomeReady()
    emit(this, 'persona-ready', {})
    takeCalls(this)
    this.#entrance.loggedOut = false
    this.#mingle()
    this.#speak()
    if (this.shown) void this.#entrance.enter()
    else idle(() => void this.#greet().catch(() => {}))
  }

  /** Look as the widgets of other tabs do. */
  #mingle(): void {
    const { signal } = this.#life as AbortController
    idle(() => {
      if (!signal.aborted)
        import('./together.ts').then(
          ({ together }) => together(this, this.#entrance.place, signal),
          () => {},
        )
    })
  }

  protected override updated(changed: PropertyValues<this>): void {
    if (changed.has('consents') || !this.#begun) this.#agree()
    if (changed.has('opened')) this.#opening(changed.get('opened') === true)
    if (changed.has('theme') || changed.has('accent')) void this.#paint.again()
    if (changed.has('unread') && changed.get('unread') !== undefined)
      emit(this, 'persona-unread', { count: this.unread })
    if (changed.has('status') && changed.get('status') !== undefined)
      emit(this, 'persona-status', { status: this.status })
    if (changed.get('locale') !== undefined) this.#speak()
    const elsewhere = (['app', 'endpoint', 'persona'] as const).some(
      (key) => changed.has(key) && changed.get(key) !== undefined,
    )
    if (elsewhere) this.#entrance.leave()
    if (this.isConnected && ((elsewhere && this.opened) || (this.mode === 'inline' && this.#entrance.room === null)))
      void this.#entrance.enter()
    this.#state('open', this.shown)
    this.#state('streaming', this.#entrance.room?.busy ?? false)
    this.#state('offline', this.status === 'offline')
    this.#entrance.room?.drawn()
  }

  protected override render(): TemplateResult {
    if (this.barred) return html`<i class="probe"></i>`
    const inline = this.mode === 'inline'
    const { room, known } = this.#entrance
    const persona = room?.persona ?? known?.personas.find(({ id }) => !this.persona || id === this.persona)
    return html`<i class="probe"></i> ${room?.render(this.shown) ?? nothing}
      ${
        inline
          ? nothing
          : launcher(
              {
                persona,
                open: this.opened,
                unread: this.unread,
                greeting: (persona && this.#greets?.(persona)) ?? nothing,
              },
              () => void this.toggle(),
            )
      }`
  }

  #agree(): void {
    const { barred } = this
    if (this.#begun === !barred) return
    if (barred) void this.#entrance.forget(true)
    else this.#begin()
    this.#begun = !barred
  }

  /** The locale that is spoken: its own, else that of the page around it, else the browser's. */
  get spoken(): string {
    return this.locale || this.closest<HTMLElement>('[lang]')?.lang || navigator.language
  }

  #speak(): void {
    // English is here already, unless another language was laid over it.
    if (this.barred || !(this.#foreign ||= !this.spoken.startsWith('en'))) return
    void import('./strings/words.ts').then(({ speak }) => speak(this.spoken)).then(() => this.requestUpdate())
  }

  #opening(before: boolean): void {
    this.#greets = null
    if (this.opened) {
      void this.#entrance.enter()
      emit(this, 'persona-open', {})
    } else if (before) emit(this, 'persona-close', {})
    this.#entrance.room?.see(this.#entrance.visible)
  }

  async #greet(): Promise<void> {
    if (this.barred || this.noGreeting || this.app === '') return
    const { dismiss, dismissed, greet, greetingStyles } = await import('./greeting.ts')
    if (dismissed(this.app)) return
    // Trouble is told when somebody opens the panel, not to everybody who visits the page.
    const setup = await this.#entrance.ask().catch(() => null)
    if (setup === null || this.opened) return
    adopt(this.renderRoot as ShadowRoot, greetingStyles)
    const acts = {
      toggle: () => void this.toggle(),
      dismiss: () => {
        dismiss(this.app)
        this.#greets = null
        this.requestUpdate()
      },
    }
    this.#greets = (persona) => (persona.greeting ? greet(persona, acts) : nothing)
    this.requestUpdate()
  }

  #state(name: string, on: boolean): void {
    if (on) this.#internals.states.add(name)
    else this.#internals.states.delete(name)
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'persona-widget': PersonaWidget
  }
}
