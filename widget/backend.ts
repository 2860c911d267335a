/** The real backend: configuration over HTTP, a session bound to a key, a socket. */
import { connect } from './connection.ts'
import { Session } from './session.ts'
import { readSetup, type Backend } from './setup.ts'
import { Trouble, unreachable } from './trouble.ts'

export const backend: Backend = {
  setup: readSetup,
  async connect(place, setup, getToken) {
    try {
      return await connect(await Session.open(place, setup, getToken), place)
    } catch (error) {
      if (error instanceof Trouble) throw error
      throw unreachable(place.endpoint, error)
    }
  },
  forget: (place) => Session.forget(place),
}
