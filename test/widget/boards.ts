/** Whiteboards of the backend in the page: one order, kept by the very code that the backend keeps it with. */
import type { Board, BoardEdit, BoardElement, Share } from '../../bff/api.ts'
import { aboutOf, apply, emptyState, type Operation } from '../../bff/board/state.ts'
import type { PersonaWidget } from '../../widget/element.ts'
import { inside, mount, Peer, until } from './stage.ts'

export class BoardPeer extends Peer {
  readonly state0 = emptyState()
  readonly edits: BoardEdit[] = []
  boards: Board[] = []
  seq = 0
  can = 'edit'
  shares: Share[] = []

  constructor(elements: BoardElement[] = []) {
    super()
    this.families = ['chat', 'whiteboard']
    this.scopes.push('whiteboard:read', 'whiteboard:write')
    for (const each of elements) this.state0.elements.set(each.id, each)
    if (elements.length > 0) this.boards = [this.#card('brd_1', 'Glazes')]
    Object.assign(this.answers, {
      'whiteboard.list': () => ({ boards: this.boards }),
      'whiteboard.create': ({ title }: { title: string }) => {
        this.boards = [this.#card('brd_1', title)]
        return { board: { id: 'brd_1' } }
      },
      'whiteboard.rename': ({ title }: { title: string }) => {
        this.boards = [this.#card('brd_1', title)]
        return { board: { id: 'brd_1' } }
      },
      'whiteboard.open': ({ after }: { after?: number }) => ({
        board: this.boards[0],
        can: this.can,
        seq: this.seq,
        elements: after === undefined ? [...this.state0.elements.values()] : null,
        edits: after === undefined ? [] : this.edits.filter(({ seq }) => seq > after),
        next: null,
      }),
      'whiteboard.apply': ({ edit, operations }: { edit: string; operations: Operation[] }) =>
        this.by('vis:1', operations, edit),
      'whiteboard.presence': () => ({}),
      'whiteboard.accept': ({ proposal }: { proposal: string }) => {
        const ghosts = [...this.state0.elements.values()].filter(({ ghost }) => ghost === proposal)
        const operations = ghosts.map(({ id }): Operation => ({ op: 'set', id, to: { ghost: null } }))
        return { ...this.by('vis:1', operations), accepted: ghosts.length }
      },
      'whiteboard.reject': ({ proposal }: { proposal: string }) => {
        const ghosts = [...this.state0.elements.values()].filter(({ ghost }) => ghost === proposal)
        const operations = ghosts.map(({ id }): Operation => ({ op: 'remove', id }))
        return { ...this.by('vis:1', operations), rejected: ghosts.length }
      },
      'whiteboard.shares': () => ({ shares: this.shares }),
      'whiteboard.share': ({ person, can }: Share) => {
        this.shares = [...this.shares.filter((each) => each.person !== person), { person, can }]
        return { share: 'shr_1' }
      },
      'whiteboard.unshare': ({ person }: Share) => {
        this.shares = this.shares.filter((each) => each.person !== person)
        return { revoked: 'shr_1' }
      },
    })
  }

  get elements(): BoardElement[] {
    return [...this.state0.elements.values()]
  }

  /** Somebody does this, and everybody hears it. */
  by(by: string, operations: Operation[], name = `edit-${this.seq}`): { seq: number; refused: unknown[] } {
    const author = { by, person: by.startsWith('per:') ? 'vis:1' : by, outside: false }
    const refused: unknown[] = []
    const done = operations.filter((operation, index) => {
      const why = apply(this.state0, operation, author)
      if (why !== undefined) refused.push({ index, id: aboutOf(operation), code: why, detail: why })
      return why === undefined
    })
    if (done.length === 0) return { seq: this.seq, refused }
    const seq = ++this.seq
    const turn = by.startsWith('per:') ? 'run_1' : null
    const edit: BoardEdit = { id: `edt_${seq}`, board: 'brd_1', seq, name, turn, operations: done, ...author }
    this.edits.push(edit)
    if (this.swallow !== seq)
      this.tell('whiteboard.edit', { event: 'whiteboard.edit', stream: 'brd_1', seq, at: '', data: edit })
    return { seq, refused }
  }

  #card(id: string, title: string): Board {
    const at = '2026-01-01T00:00:00.000Z'
    return { id, persona: 'per_1', owner: 'vis:1', title, at, updatedAt: at, elements: this.elements.length }
  }
}

export const shape = (id: string, more: Partial<BoardElement> = {}): BoardElement => ({
  id,
  kind: 'rectangle',
  x: 0,
  y: 0,
  w: 120,
  h: 80,
  index: 'a0',
  by: 'vis:2',
  ...more,
})

/** The whiteboards on the page; the first board is open, if there is one. */
export const lookAtBoard = async (peer: BoardPeer, attributes: Record<string, string> = {}): Promise<PersonaWidget> => {
  const element = await mount(peer, { mode: 'inline', ...attributes })
  await element.open()
  await until(() => inside(element, '[data-room=whiteboard]'))
  inside(element, '[data-room=whiteboard]')?.click()
  await until(() => inside(element, '.boards .solid, .boards .open'))
  if (peer.boards.length === 0) return element
  inside(element, '.boards .open')?.click()
  await until(() => inside(element, '.paper'))
  return element
}

/** The same, where one may draw. */
export const atBoard = async (peer: BoardPeer, attributes: Record<string, string> = {}): Promise<PersonaWidget> => {
  const element = await lookAtBoard(peer, attributes)
  if (peer.boards.length === 0) return element
  await until(() => inside(element, '.dock'))
  // The first frame fits everything into view.
  await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)))
  return element
}
