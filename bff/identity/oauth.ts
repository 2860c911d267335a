/** The words of the token endpoint: its requests, its answers and its errors, whatever carries them. */

/** RFC 6749, section 5.2, and RFC 9449, sections 5 and 8. */
type OAuthCode =
  | 'invalid_request'
  | 'invalid_client'
  | 'invalid_grant'
  | 'invalid_scope'
  | 'unauthorized_client'
  | 'unsupported_grant_type'
  | 'invalid_dpop_proof'
  | 'use_dpop_nonce'

export class OAuthError extends Error {
  readonly code: OAuthCode
  readonly status: number
  constructor(code: OAuthCode, sentence: string) {
    super(sentence)
    this.code = code
    this.status = code === 'invalid_client' ? 401 : 400
  }
}

export interface TokenRequest {
  params: ReadonlyMap<string, string>
  origin: string | undefined
  dpop: string | undefined
  /** Client id and secret of `client_secret_basic`, decoded. */
  basic: { id: string; secret: string } | undefined
}

export interface TokenResponse {
  access_token: string
  /** RFC 8693, section 2.2.1; with that grant only. */
  issued_token_type?: string
  token_type: 'DPoP' | 'Bearer'
  expires_in: number
  scope: string
  refresh_token?: string
  refresh_expires_in?: number
  session?: { sid: string; space: string; personas: string[]; socket_url: string; renew_after: number }
}
