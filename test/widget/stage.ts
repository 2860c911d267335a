/** A widget on the page of a test, and the backend in the page that it talks to. */
import { backendOf, Peer } from '../../demo/stage/peer.ts'
import type { PersonaWidget } from '../../widget/element.ts'

export { backendOf, juno, Peer, setupOf } from '../../demo/stage/peer.ts'

/** Put a widget on the page that talks to the peer. */
export const mount = async (
  peer: Peer,
  attributes: Record<string, string> = {},
  online = true,
): Promise<PersonaWidget> => {
  const { definePersonaWidget } = await import('../../widget/index.ts')
  await definePersonaWidget()
  const element = document.createElement('persona-widget')
  element.backend = backendOf(peer, online)
  for (const [name, value] of Object.entries({ app: 'app_1', 'no-greeting': '', ...attributes }))
    element.setAttribute(name, value)
  document.body.append(element)
  await element.ready
  return element
}

export const inside = (element: PersonaWidget, selector: string): HTMLElement | null =>
  element.renderRoot.querySelector<HTMLElement>(selector)

/** On the page, open, and with its conversation. */
export const opened = async (peer = new Peer(), attributes: Record<string, string> = {}): Promise<PersonaWidget> => {
  const element = await mount(peer, attributes)
  await element.open()
  await until(() => element.status === 'online' && inside(element, '.empty, .message'))
  return element
}

/** Wait until it holds, or say what did not. */
export const until = async (holds: () => unknown, what = String(holds)): Promise<void> => {
  const end = Date.now() + 4000
  while (!holds()) {
    if (Date.now() > end) throw new Error(`never happened: ${what}`)
    await new Promise((resolve) => void setTimeout(resolve, 10))
  }
}
