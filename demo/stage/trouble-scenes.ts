/** The cards in place of a blank box: one for each reason why nobody can talk. */
import type { TroubleCode } from '../../widget/trouble.ts'
import type { Scene } from './scenes.ts'

/** Every code, or the types complain: its name in the list, and what a developer would read. */
const told: Record<TroubleCode, [name: string, detail: string]> = {
  app_missing: ['No app id', 'The attribute app is missing.'],
  insecure_context: ['Not secure', 'http://shop.example is not a secure context.'],
  origin_not_allowed: ['Origin', `${location.origin} is not allowed for this app.`],
  backend_unreachable: ['Unreachable', 'https://persona.shop.example: Failed to fetch'],
  offline: ['No network', 'https://persona.shop.example: Failed to fetch'],
  csp_blocked: ['Page policy', 'connect-src https://persona.shop.example'],
  clock_skew: ['Wrong clock', 'This clock is 9 minutes behind.'],
  version_mismatch: ['Other release', 'protocol 2; this widget speaks 1'],
  token_refused: ['Token', 'invalid_token: The token was not accepted.'],
  identity_failed: ['Who is it', 'getToken did not answer.'],
  identity_refused: ['Not signed in', 'invalid_grant: The assertion was signed by an unknown key.'],
  signed_out: ['Signed out', 'Signed out in another tab.'],
  refused: ['Refused', 'invalid_token: The session was revoked.'],
}

export const troubles: Scene[] = Object.entries(told).map(([code, [name, detail]]) => ({
  id: code === 'offline' ? 'no-network' : code.replaceAll('_', '-'),
  name,
  group: 'Trouble',
  says: `What people see instead of an empty box, and what the site's own developers need: ${code}.`,
  trouble: [code, detail],
  steps: [],
}))
