/** The open board: head, paper and bar. What one works with is fetched when it is first used. */
import { html, nothing, type TemplateResult } from 'lit'
import { bones } from '../chat/empty.ts'
import { alert } from '../chat/icons.ts'
import type { PanelHost } from '../panels.ts'
import { boardWords as words } from '../strings/whiteboard.ts'
import { worded } from '../strings/words.ts'
import { Bar } from './bar.ts'
import { Editor } from './editor.ts'
import { Hands } from './hands.ts'
import { list, more, people, redo, undo } from './icons.ts'
import { Later } from './later.ts'
import { Look } from './look.ts'
import type { Desk, Popover } from './tools.ts'

interface Room {
  say(text: string): void
  leave(): void
  rename(title: string): void
  readonly back: TemplateResult
}

export class Table implements Desk {
  readonly editor: Editor
  listing = false
  readonly #host: PanelHost
  readonly #room: Room
  readonly #bar: Bar
  readonly #hands: Hands
  readonly #look: Look

  readonly #tools = new Later(
    async () => {
      const { Tools, toolStyles } = await worded(import('./tools.ts'))
      this.#host.adopt(toolStyles)
      return new Tools(this.#host, this.editor, this)
    },
    () => this.#host.changed(),
  )

  constructor(host: PanelHost, id: string, me: string, room: Room) {
    this.#host = host
    this.#room = room
    this.editor = new Editor(host.client, id, me, {
      changed: () => {
        this.#look.seen(this.editor.board.elements.values())
        // Whoever takes up a tool, or has something to decide on, works.
        const { tool, board } = this.editor
        if (tool !== 'select' || [...board.elements.values()].some(({ ghost }) => ghost)) void this.#tools.fetch()
        host.changed()
      },
      say: (text) => room.say(text),
      nameOf: (by) =>
        by === me
          ? words.otherTab
          : by.startsWith('per:')
            ? (host.client.welcome?.personas.find((each) => by.endsWith(each.id))?.name ?? host.persona.name)
            : words.person(by),
    })
    this.#look = new Look(this.editor.scene)
    this.#bar = new Bar(this.editor)
    this.#hands = new Hands(this.editor, this.#tools)
  }

  close(): void {
    this.editor.close()
  }

  drawn(): void {
    this.editor.scene.attach(this.#host.find('.paper'))
    this.#tools.now?.field.place()
  }

  get sketch(): boolean {
    return this.#look.sketch
  }

  setSketch(on: boolean): void {
    this.#look.sketch = on
  }

  render(): TemplateResult {
    const { editor } = this
    const { board } = editor
    const { phase } = board
    if (phase === 'gone' || phase === 'failed')
      return html`${this.#head()}
        <div class="boards center">
          <p>${phase === 'gone' ? words.gone : words.boardFailed}</p>
          <button
            type="button"
            class="solid"
            @click=${() => (phase === 'gone' ? this.#room.leave() : void board.catchUp())}
          >
            ${phase === 'gone' ? words.all : this.#host.strings.tryAgain}
          </button>
        </div>`
    const tools = this.#tools.now
    return html`${this.#head()}
      <div class="desk">
        ${phase === 'loading' ? html`<div class="boards">${bones(this.#host.strings.loading)}</div>` : nothing}
        ${this.listing ? tools?.parts.outline.now?.render() : this.#paper()}
        <div class="notes">${this.#line()} ${this.listing ? nothing : tools?.proposals()}</div>
        ${
          !this.listing && editor.canEdit
            ? html`<div class="dock">${tools?.options.render()} ${this.#bar.render()}</div>`
            : nothing
        }
        ${tools?.popovers.render()}
      </div>`
  }

  #head(): TemplateResult {
    const { board, canEdit } = this.editor
    const { card, outbox, turns } = board
    const history = outbox?.history
    const own = card?.owner === board.me
    return html`<div class="board-head">
      ${this.#button(words.all, this.#room.back, () => this.#room.leave())}
      ${
        own
          ? html`<input
              class="board-title"
              dir="auto"
              maxlength="120"
              autocomplete="off"
              aria-label=${words.titleLabel}
              .value=${card.title}
              @change=${this.#rename}
              @keydown=${this.#titleKey}
            />`
          : html`<h2 class="board-title" dir="auto">${card?.title}</h2>`
      }
      ${
        canEdit
          ? html`${this.#button(words.undo, html`<span class="flip">${undo}</span>`, () => this.#undo(true), !(history?.canUndo || turns.length > 0))}
            ${this.#button(words.redo, html`<span class="flip">${redo}</span>`, () => this.#undo(false), !history?.canRedo)}`
          : nothing
      }
      ${this.#button(this.listing ? words.canvas : words.list, list, this.#toggleList, false, this.listing)}
      ${own && canEdit ? this.#opener(words.share, people, 'sharing') : nothing}
      ${this.#opener(words.more, more, 'menu')}
    </div>`
  }

  /** @param on pressed @param open what it opens is there */
  #button(
    name: string,
    icon: TemplateResult,
    act: () => void,
    off = false,
    on = false,
    open?: boolean,
  ): TemplateResult {
    return html`<button
      type="button"
      class=${on ? 'icon-button on' : 'icon-button'}
      aria-label=${name}
      title=${name}
      aria-expanded=${open ?? nothing}
      ?disabled=${off}
      @click=${act}
    >
      ${icon}
    </button>`
  }

  #opener(name: string, icon: TemplateResult, what: Popover): TemplateResult {
    const open = this.#tools.now?.popovers.open === what
    const toggle = (): void => void this.#tools.fetch().then((tools) => tools?.popovers.toggle(what))
    return this.#button(name, icon, toggle, false, open, open)
  }

  #paper(): TemplateResult {
    const { editor } = this
    const { elements, card, phase } = editor.board
    const hands = this.#hands
    return html`<div
        class="paper ${editor.tool}"
        role="application"
        tabindex="0"
        aria-label=${words.board(card?.title ?? '', elements.size)}
        aria-describedby="board-words"
        @pointerenter=${this.#near}
        @pointerdown=${this.#down}
        @pointermove=${hands.move}
        @pointerup=${hands.up}
        @pointercancel=${hands.cancel}
        @pointerleave=${hands.leave}
        @dblclick=${hands.twice}
        @wheel=${hands.wheel}
        @focus=${this.#focus}
        @keydown=${this.#key}
        @keyup=${this.#keyUp}
        @contextmenu=${(event: Event) => event.preventDefault()}
      >
        <canvas aria-hidden="true"></canvas>
      </div>
      <p id="board-words" class="sr">${this.#tools.now?.told}</p>
      ${
        elements.size === 0 && phase === 'ready' && editor.tool === 'select' && !editor.writing
          ? html`<p class="hint">${words.hint}</p>`
          : nothing
      }
      ${this.#tools.now?.field.render() ?? nothing}
      <button type="button" class="zoom" dir="ltr" title=${words.fit} @click=${() => editor.fit()}>
        ${words.zoomed(Math.round(editor.scene.camera.zoom * 100))}<span class="sr"> ${words.fit}</span>
      </button>`
  }

  #line(): TemplateResult | typeof nothing {
    const { board, presence } = this.editor
    const here = new Set([...presence.others.values()].filter(({ tab }) => tab !== '').map(({ by }) => by))
    here.delete(board.me)
    if (board.trouble) return html`<p class="line wrong" role="alert">${alert}<span>${board.trouble}</span></p>`
    if (this.#host.client.state === 'offline') return html`<p class="line">${words.offline}</p>`
    if (board.readOnly) return html`<p class="line">${words.readOnly}</p>`
    return here.size > 0 ? html`<p class="line">${words.here([...here].map(words.person))}</p>` : nothing
  }

  readonly #rename = (event: Event): void => {
    const field = event.target as HTMLInputElement
    const title = field.value.trim()
    if (title === '') field.value = this.editor.board.card?.title ?? ''
    else this.#room.rename(title)
  }

  readonly #titleKey = (event: KeyboardEvent): void => {
    const field = event.target as HTMLInputElement
    if (event.key === 'Enter') field.blur()
    if (event.key !== 'Escape') return
    event.preventDefault()
    field.value = this.editor.board.card?.title ?? ''
    field.blur()
  }

  #undo(back: boolean): void {
    void this.#tools.fetch().then((tools) => tools?.undo(back))
  }

  /** A mouse that comes near is about to do something. */
  readonly #near = ({ pointerType }: PointerEvent): void => {
    if (pointerType === 'mouse' && this.editor.canEdit) void this.#tools.fetch()
  }

  /** So is a keyboard; and its reader wants the board in words. */
  readonly #focus = ({ target }: Event): void => {
    if ((target as Element).matches(':focus-visible')) void this.#tools.fetch()
  }

  readonly #down = (event: PointerEvent): void => {
    this.#tools.now?.popovers.close()
    ;(event.currentTarget as HTMLElement).focus({ preventScroll: true })
    this.#hands.down(event)
  }

  readonly #key = (event: KeyboardEvent): void => {
    const { key } = event
    // What a key means here it does not mean to the page around.
    if (key !== 'Escape' && key !== 'F6' && key !== 'Tab') event.stopPropagation()
    if (key === 'Tab' || event.isComposing) return
    if (key === ' ') {
      this.#hands.space = true
      return event.preventDefault()
    }
    const tools = this.#tools.now
    if (tools) return tools.key(event) ? event.preventDefault() : undefined
    if (/^(?:Arrow|Enter|Delete|Backspace|.$)/.test(key) && !event.ctrlKey && !event.metaKey) event.preventDefault()
    void this.#tools.fetch().then((fetched) => fetched?.key(event))
  }

  readonly #keyUp = (event: KeyboardEvent): void => {
    if (event.key === ' ') this.#hands.space = false
    event.stopPropagation()
  }

  readonly #toggleList = async (): Promise<void> => {
    const tools = await this.#tools.fetch()
    this.editor.finish()
    tools?.popovers.close()
    this.listing = !this.listing && (await tools?.parts.outline.fetch()) != null
    this.#host.changed()
    await this.#host.drawn()
    this.#host.find(this.listing ? '.outline' : '.paper')?.focus()
  }

  async show(id: string): Promise<void> {
    await this.#toggleList()
    this.#tools.now?.show(id)
  }

  focusPaper(): void {
    this.#host.find('.paper')?.focus()
  }
}
