/** Everything that one works on a board with: gestures, keys, options, the field for words. Fetched at the first touch. */
import type { BoardEdit, BoardElement } from '../../bff/api.ts'
import type { PanelHost } from '../panels.ts'
import { workWords as words } from '../strings/whiteboard-work.ts'
import { worded } from '../strings/words.ts'
import { finish, nameOf, select, undo } from './acts.ts'
import { Arriving } from './arriving.ts'
import type { Editor } from './editor.ts'
import { Field } from './field.ts'
import { workOn } from './gestures.ts'
import type { Work } from './hands.ts'
import { onKey, reading } from './keys.ts'
import { Later } from './later.ts'
import { Options } from './options.ts'
import { Outbox } from './outbox.ts'
import { over } from './over.ts'
import { Popovers } from './popovers.ts'
import { proposals } from './proposals.ts'
import { reveal } from './revealing.ts'

export { toolStyles } from './tool-styles.ts'

/** A persona draws, or what it proposed is accepted: that is seen happening, one thing after another. */
const watch = (
  editor: Editor,
  arriving: Arriving,
  { by, person, operations }: BoardEdit,
  all: BoardElement[],
): void => {
  const accepted = operations.some((each) => each.op === 'set' && each.to.ghost === null)
  if (all.length === 0 || !(accepted || by.startsWith('per:'))) return
  arriving.start(all, accepted)
  // It draws for oneself: one looks where it draws, unless one's hands are full.
  if (person !== editor.board.me || editor.held.size > 0 || editor.writing) return
  reveal(
    editor,
    all.map(({ id }) => id),
  )
}

/** What the tools may ask of the board around them. */
export interface Desk {
  readonly listing: boolean
  readonly sketch: boolean
  setSketch(on: boolean): void
  focusPaper(): void
  /** Back to the drawing, with this selected. */
  show(id: string): void
}

/** What opens from the head of the board. */
export type Popover = Exclude<keyof Tools['parts'], 'outline'>

/** Things that are told of the canvas itself: all of them are in the list. */
const TOLD = 20

export class Tools implements Work {
  readonly begin: Work['begin']
  readonly hover: Work['hover']
  readonly twice: Work['twice']
  readonly options: Options
  readonly field: Field
  /** Fetched when they are asked for. */
  readonly parts
  readonly popovers: Popovers
  readonly #editor: Editor

  constructor(host: PanelHost, editor: Editor, desk: Desk) {
    this.#editor = editor
    editor.edit = (operations, step) => editor.board.outbox?.edit(operations, step)
    editor.focusField = () => void host.drawn().then(() => this.field.place())
    const changed = (): void => host.changed()
    this.parts = {
      outline: new Later(async () => {
        const { Outline, outlineStyles } = await import('./outline.ts')
        host.adopt(outlineStyles)
        return new Outline(editor, { changed, show: (id) => desk.show(id) })
      }),
      menu: new Later(async () => new (await import('./menu.ts')).Menu(editor, desk, () => this.popovers.close())),
      sharing: new Later(
        async () =>
          new (await worded(import('./sharing.ts'))).Sharing(editor.board, { changed, say: (text) => host.say(text) }),
      ),
    }
    ;({ begin: this.begin, hover: this.hover, twice: this.twice } = workOn(editor))
    this.popovers = new Popovers(host, this.parts)
    this.options = new Options(editor)
    this.field = new Field(host, editor)
    editor.board.outbox = new Outbox(editor.board)
    editor.finish = () => finish(editor)
    const arriving = new Arriving(
      () => editor.scene.repaint(),
      () => editor.scene.again(),
    )
    editor.arriving = arriving
    editor.watch = (edit, all) => watch(editor, arriving, edit, all)
    editor.own = (ctx, camera, style) => {
      const at = arriving.at(editor.find)
      if (at) editor.presence.point(at.by, at.place)
      over(editor, ctx, camera, style)
      this.field.place()
    }
  }

  undo(back: boolean): void {
    undo(this.#editor, back)
  }

  /** @returns whether the key meant something here */
  key(event: KeyboardEvent): boolean {
    return onKey(this.#editor, event)
  }

  /** Select this and bring it into view. */
  show(id: string): void {
    this.#editor.tool = 'select'
    select(this.#editor, [id], true)
    reveal(this.#editor, [id])
  }

  proposals() {
    return proposals(this.#editor)
  }

  /** The board in words, for those who do not see it. */
  get told(): string {
    const ids = reading(this.#editor)
    const names = ids.slice(0, TOLD).map((id) => nameOf(this.#editor, id))
    return `${words.keys} ${[...names, ...(ids.length > TOLD ? ['…'] : [])].join('. ')}`
  }
}
