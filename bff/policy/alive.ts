/** Whether somebody who was let in may still act: asked at every act, and again for all that is open when operators act. */
import type { Principal } from '../capability.ts'
import type { Revocation } from '../identity/revocation.ts'
import { Problem } from '../problem.ts'
import type { Spaces } from '../spaces/spaces.ts'

/** @throws Problem token_expired | invalid_token */
export type Alive = (principal: Principal) => void

/** A token ends with its time, by revocation, and with its space, its app, its site or one of its personas. */
export const makeAlive =
  (revocation: Revocation, { documents }: Spaces): Alive =>
  (principal) => {
    revocation.alive(principal)
    const { token, space, app, personas } = principal
    if (!token || space === null) return
    const document = documents.get(space)
    const own = document?.apps.find(({ id }) => id === app)
    const living =
      document?.space.archived === false &&
      own?.archived === false &&
      (token.origin === null || own.origins.includes(token.origin)) &&
      personas.every(
        (id) => own.personas.includes(id) && document.personas.some((each) => each.id === id && !each.archived),
      )
    if (!living) throw new Problem('invalid_token', 'The token is not valid here.')
  }
