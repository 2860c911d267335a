/** What the element hands to the room behind it. */
import type { PersonaWidget } from './element.ts'
import type { Backend, GetToken, Place, Setup } from './setup.ts'

export interface RoomOptions {
  element: PersonaWidget
  place: Place
  backend: Backend | undefined
  setup: () => Promise<Setup>
  /** Asked who is there; absent after a log-out. */
  getToken: GetToken | undefined
  /** The one to be in, if it is still there. */
  conversation: string | undefined
  /** It is somebody else now. */
  restart: () => void
}
