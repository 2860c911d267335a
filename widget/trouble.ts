/** What can go wrong before anybody can talk, as a closed list of codes. */
export type TroubleCode =
  | 'app_missing'
  | 'insecure_context'
  | 'origin_not_allowed'
  | 'backend_unreachable'
  | 'offline'
  | 'csp_blocked'
  | 'clock_skew'
  | 'version_mismatch'
  | 'token_refused'
  | 'identity_failed'
  | 'identity_refused'
  | 'signed_out'
  | 'refused'

export class Trouble extends Error {
  readonly code: TroubleCode
  constructor(code: TroubleCode, detail: string) {
    super(detail)
    this.name = 'Trouble'
    this.code = code
  }
}

/** Nobody answered, and the most likely reason why. */
export const unreachable = (endpoint: string, error: unknown): Trouble =>
  new Trouble(
    navigator.onLine ? 'backend_unreachable' : 'offline',
    `${endpoint}: ${error instanceof Error ? error.message : 'no answer'}`,
  )
