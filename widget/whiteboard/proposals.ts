/** What personas propose to draw: looked at, accepted or not. */
import { html, nothing, type TemplateResult } from 'lit'
import type { BoardElement } from '../../bff/api.ts'
import { workWords as words } from '../strings/whiteboard-work.ts'
import { ask } from './asking.ts'
import type { Editor } from './editor.ts'
import { reveal } from './revealing.ts'

export const proposals = (editor: Editor): TemplateResult[] =>
  proposed(editor.board.elements.values()).map(({ id, by, ids }) => {
    const what = words.proposes(editor.nameOf(by), ids.length)
    const decide = (how: 'accept' | 'reject') => () => void settle(editor, id, how)
    return html`<div class="proposal" role="group" aria-label=${what}>
      <button type="button" class="about" @click=${() => reveal(editor, ids)}>${what}</button>
      ${
        editor.canEdit
          ? html`<button type="button" class="solid" @click=${decide('accept')}>${words.accept}</button>
              <button type="button" class="text muted" @click=${decide('reject')}>${words.reject}</button>`
          : nothing
      }
    </div>`
  })

const settle = async (editor: Editor, proposal: string, how: 'accept' | 'reject'): Promise<void> => {
  const { board } = editor
  if (await ask(board, `whiteboard.${how}`, { board: board.id, proposal }))
    editor.say(how === 'accept' ? words.accepted : words.rejected)
}

/** What waits for a decision, and how much is in each. */
const proposed = (elements: Iterable<BoardElement>): { id: string; by: string; ids: string[] }[] => {
  const all = new Map<string, { id: string; by: string; ids: string[] }>()
  for (const { id, by, ghost } of elements)
    if (ghost) {
      const one = all.get(ghost) ?? { id: ghost, by, ids: [] }
      one.ids.push(id)
      all.set(ghost, one)
    }
  return [...all.values()]
}
