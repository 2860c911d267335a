/** A whiteboard on the page of a test. */
import type { BoardPeer } from '../../demo/stage/boards.ts'
import type { PersonaWidget } from '../../widget/element.ts'
import { inside, mount, until } from './stage.ts'

export { BoardPeer, shape } from '../../demo/stage/boards.ts'

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
