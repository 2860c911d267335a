/** What can go wrong before anybody can talk, as a closed list of codes. */
export type TroubleCode =
  | 'app_missing'
  | 'insecure_context'
  | 'origin_not_allowed'
  | 'backend_unreachable'
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
