/** What an answer says of the limits that were counted: `RateLimit` and `RateLimit-Policy`. */

/** How it stands with one limit, for whoever asked. Times in seconds. */
export interface Standing {
  policy: string
  quota: number
  window: number
  remaining: number
  reset: number
}

/** Two lists of structured fields (RFC 9651): draft-ietf-httpapi-ratelimit-headers-10, sections 3 and 4. */
export const rateFields = (standings: readonly Standing[]): Record<string, string> => {
  if (standings.length === 0) return {}
  const list = (write: (standing: Standing) => string) => standings.map(write).join(', ')
  return {
    'RateLimit-Policy': list(({ policy, quota, window }) => `"${policy}";q=${quota};w=${window}`),
    RateLimit: list(({ policy, remaining, reset }) => `"${policy}";r=${remaining};t=${reset}`),
  }
}
