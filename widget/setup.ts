/** The app's public configuration, and the reason when it cannot be had. */
import type { PersonaCard } from '../bff/api.ts'
import type { Connection } from './connection.ts'
import { Trouble, unreachable } from './trouble.ts'

/** What `GET /v1/widget/config` answers. */
export interface Setup {
  app: string
  name: string
  /** The base of every `htu` in a proof. */
  issuer: string
  personas: PersonaCard[]
  scopes: string[]
}

export interface Place {
  app: string
  endpoint: string
  /** Empty: the app's own choice. */
  persona: string
}

/** Under which everything of this app is kept in this browser. An app is in one space, for good. */
export const idOf = ({ endpoint, app }: Place): string => `${endpoint}|${app}`

/**
 * How a page says who its user is: a JWT that its own backend signed, good for a minute and one exchange. Nothing, when
 * nobody is signed in. It is asked on load, at `login()`, and when a session has come to its end.
 */
export type GetToken = () => Promise<string | null | undefined> | string | null | undefined

/** Who is on the other end. A page replaces it only to show the widget without a backend. */
export interface Backend {
  /** @throws Trouble */
  setup(place: Place): Promise<Setup>
  /** Starts to connect; the connection then keeps itself alive. @throws Trouble */
  connect(place: Place, setup: Setup, getToken: GetToken | undefined): Promise<Connection>
  /** Log-out: forget the key and everything kept under it. */
  forget(place: Place): Promise<void>
}

const read = async <T>(url: string): Promise<T> => {
  const response = await fetch(url, { credentials: 'omit', signal: AbortSignal.timeout(10_000) })
  if (!response.ok) throw new Error(`${response.status} from ${new URL(url).pathname}`)
  return (await response.json()) as T
}

/** A backend that refuses an origin says nothing to it, so a second, open question asks for the reason. */
export const readSetup = async ({ app, endpoint }: Place): Promise<Setup> => {
  if (app === '') throw new Trouble('app_missing', 'The attribute app is missing.')
  if (!isSecureContext) throw new Trouble('insecure_context', `${location.origin} is not a secure context.`)
  const query = `?app=${encodeURIComponent(app)}`
  try {
    return await read<Setup>(`${endpoint}/v1/widget/config${query}`)
  } catch (error) {
    const check = await read<{ allowed: boolean }>(`${endpoint}/v1/widget/check${query}`).catch(() => null)
    if (check?.allowed === false)
      throw new Trouble('origin_not_allowed', `${location.origin} is not allowed for this app.`)
    throw unreachable(endpoint, error)
  }
}
