/** The real backend: configuration over HTTP, a session bound to a key, a socket. */
import { Line } from './line.ts'
import { Session } from './session.ts'
import { readSetup, type Backend } from './setup.ts'
import { Trouble, unreachable } from './trouble.ts'

export const backend: Backend = {
  setup: readSetup,
  async connect(place, setup, getToken) {
    const line = new Line(await Session.open(place, setup, getToken), place)
    try {
      await line.join()
      return line
    } catch (error) {
      line.close()
      if (error instanceof Trouble) throw error
      throw unreachable(place.endpoint, error)
    }
  },
  forget: (place) => Session.forget(place),
}
